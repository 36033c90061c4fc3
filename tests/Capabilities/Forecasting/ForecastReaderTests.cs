using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Tests.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>Published forecasts as they are read on later days, on real storage.</summary>
[TestClass]
public sealed class ForecastReaderTests
{
    private static readonly CountryCode Germany = CountryCode.Parse("DE");
    private static readonly DateOnly First = new(2026, 3, 10);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Days_that_have_passed_are_cut_and_the_age_is_said()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await PublishAsync(rig, ("A", Rising(10, 1)));

        // Half past eleven in the evening in London is the next day in Germany.
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 12, 23, 30, 0, TimeSpan.Zero));
        var reader = new ForecastReader(new ReadModelReader(rig.Tables), null, time);
        var answer = await reader.FindAsync("A", Germany, 90, [80, 95], TestContext.CancellationToken);
        Assert.AreEqual(3, answer!.AgeDays);
        Assert.HasCount(25, answer.Points);
        Assert.AreEqual(First.AddDays(3), answer.Points[0].Date);
        Assert.AreEqual(13, answer.Points[0].Mean);
        Assert.AreEqual(11, answer.Points[0].Intervals["lo-95"]);
        Assert.AreEqual(15, answer.Points[0].Intervals["hi-95"]);
        Assert.AreEqual(13, answer.Points[0].Parts.Level + answer.Points[0].Parts.Season, 1e-9);
        time.Advance(TimeSpan.FromDays(24));
        Assert.HasCount(1, (await reader.FindAsync("A", Germany, 90, [80], TestContext.CancellationToken))!.Points);
        time.Advance(TimeSpan.FromDays(1));
        Assert.IsNull(await reader.FindAsync("A", Germany, 90, [80], TestContext.CancellationToken));
        Assert.IsNotNull(await reader.FindStoredAsync("A", Germany, TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task The_outlook_tells_growth_and_what_rises_and_falls()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await new ForecastPublisher(rig.Tables, rig).PublishSumsAsync(
            Germany,
            [("*DE", Steady(33, 30)), ("*DE/shoes", Steady(12, 10)), ("*DE/hats", Steady(15, 10)), ("*DE/lamps", Steady(6, 10)), ("*DE/new", Steady(1, 0))],
            ForecastChampion.BuiltIn,
            SalesRig.Now,
            TestContext.CancellationToken);
        var reader = new ForecastReader(new ReadModelReader(rig.Tables), null, new FakeTimeProvider(new DateTimeOffset(2026, 3, 10, 8, 0, 0, TimeSpan.Zero)));
        var outlook = await reader.FindOutlookAsync(Germany, TestContext.CancellationToken);
        Assert.AreEqual(0.1, outlook!.Growth!.Value, 1e-4);
        Assert.AreEqual(33 * 28, outlook.Expected, 1e-6);
        Assert.AreEqual(0, outlook.AgeDays);
        CollectionAssert.AreEqual(new[] { "hats", "shoes" }, outlook.Rising.Select(static one => one.Name).ToArray());
        CollectionAssert.AreEqual(new[] { 0.5, 0.2 }, outlook.Rising.Select(static one => one.Growth).ToArray());
        CollectionAssert.AreEqual(new[] { "lamps" }, outlook.Falling.Select(static one => one.Name).ToArray());
        Assert.AreEqual(-0.4, outlook.Falling[0].Growth, 1e-9);
        Assert.Contains("Easter Monday", outlook.Calendar.Select(static day => day.Name).ToArray());

        // Four days later 24 days are ahead, compared with as many before.
        var later = new ForecastReader(new ReadModelReader(rig.Tables), null, new FakeTimeProvider(new DateTimeOffset(2026, 3, 14, 8, 0, 0, TimeSpan.Zero)));
        var old = await later.FindOutlookAsync(Germany, TestContext.CancellationToken);
        Assert.AreEqual((24, 4), (old!.Days, old.AgeDays));
        Assert.AreEqual(0.1, old.Growth!.Value, 1e-4);
        Assert.AreEqual(30 * 24, old.Recent, 1e-6);
    }

    private async Task PublishAsync(SalesRig rig, params (string Id, StoredForecast Forecast)[] forecasts) =>
        await new ForecastPublisher(rig.Tables, rig).PublishAsync(
            Germany, forecasts, ForecastChampion.BuiltIn, SalesRig.Now, TestContext.CancellationToken);

    private static StoredForecast Rising(double from, double step) => Of([.. Enumerable.Range(0, 28).Select(day => from + (day * step))], 5);

    private static StoredForecast Steady(double mean, double recent) => Of([.. Enumerable.Repeat(mean, 28)], recent);

    private static StoredForecast Of(double[] mean, double recent)
    {
        double[] Moved(double by) => Array.ConvertAll(mean, value => value + by);
        return new(First, "shoes", "Smooth", mean, [Moved(-2), Moved(-1), Moved(1), Moved(2)], mean, [.. Enumerable.Repeat(recent, 28)], new double[28], new double[28]);
    }
}
