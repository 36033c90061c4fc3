using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class SeriesForecasterTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_call_that_waits_too_long_for_its_turn_is_refused_and_the_next_is_answered()
    {
        var time = new FakeTimeProvider();
        using var forecaster = new SeriesForecaster(new ForecastingOptions { SeriesTimeout = TimeSpan.FromSeconds(5) }, time);
        await forecaster.Turn.WaitAsync(TestContext.CancellationToken);
        var call = forecaster.ForecastAsync(Request(), TestContext.CancellationToken);
        Assert.IsFalse(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.IsNull(await call);
        forecaster.Turn.Release();
        var answer = await forecaster.ForecastAsync(Request(), TestContext.CancellationToken);
        Assert.HasCount(7, answer!.Mean);
        CollectionAssert.AreEqual(new[] { 7 }, answer.Sizes.ToArray());
        Assert.IsTrue(answer.Intervals["lo-95"].Zip(answer.Intervals["hi-95"]).All(static pair => pair.First <= pair.Second));
    }

    [TestMethod]
    public async Task A_caller_who_goes_away_is_no_refusal()
    {
        using var forecaster = new SeriesForecaster(new ForecastingOptions(), TimeProvider.System);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => forecaster.ForecastAsync(Request(), gone.Token));
    }

    private static SeriesRequest Request() =>
        new([.. Enumerable.Range(0, 56).Select(static day => (double?)(20 + (day % 7 >= 5 ? 12 : 0) + (day % 3)))], [56], "D", 7, [80, 95]);
}
