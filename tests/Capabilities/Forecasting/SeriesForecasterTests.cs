using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class SeriesForecasterTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task As_many_calls_as_may_are_answered_at_once_and_the_next_waits_not_longer_than_it_may()
    {
        var time = new FakeTimeProvider();
        using var forecaster = new SeriesForecaster(new ForecastingOptions { SeriesAtOnce = 2, SeriesWait = TimeSpan.FromSeconds(5) }, time);
        await forecaster.Turns.WaitAsync(TestContext.CancellationToken);
        var answer = await forecaster.ForecastAsync(Request(), TestContext.CancellationToken);
        Assert.HasCount(7, answer!.Mean);
        CollectionAssert.AreEqual(new[] { 7 }, answer.Sizes.ToArray());
        Assert.IsGreaterThan(0, answer.Origins.Single());
        Assert.IsTrue(answer.Intervals["lo-95"].Zip(answer.Intervals["hi-95"]).All(static pair => pair.First <= pair.Second));

        await forecaster.Turns.WaitAsync(TestContext.CancellationToken);
        var call = forecaster.ForecastAsync(Request(), TestContext.CancellationToken);
        Assert.IsFalse(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.IsNull(await call);
        forecaster.Turns.Release();
        Assert.IsNotNull(await forecaster.ForecastAsync(Request(), TestContext.CancellationToken));
        Assert.AreEqual(1, forecaster.Turns.CurrentCount);
    }

    [TestMethod]
    public void As_many_calls_as_processors_may_be_at_work()
    {
        using var forecaster = new SeriesForecaster(new ForecastingOptions(), TimeProvider.System);
        Assert.AreEqual(Environment.ProcessorCount, forecaster.Turns.CurrentCount);
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
