using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>Levels that are moved by what the nearest origin shows.</summary>
[TestClass]
public sealed class CalibratedIntervalsTests
{
    private const int Horizon = 4;

    [TestMethod]
    public void Intervals_that_held_too_much_at_the_nearest_origin_are_asked_for_less()
    {
        var (all, wide) = (Upper(nearest: 1, isAligned: false), Upper(nearest: 0.5, isAligned: false));
        Assert.IsLessThan(0.95 * Level(nearest: 0.5), wide);
        Assert.IsInRange(0.9 * Level(nearest: 1), 1.1 * Level(nearest: 1), all);
    }

    [TestMethod]
    public void Series_of_one_clock_keep_their_levels() => Assert.AreEqual(Level(nearest: 0.5), Upper(nearest: 0.5, isAligned: true), 1e-9);

    private static double Upper(double nearest, bool isAligned)
    {
        var (panel, origins, forecasts) = Backtest(nearest, isAligned);
        var history = HistorySpread.Of(origins[0].Histories[0]);
        return CalibratedIntervals.Learn(panel, origins, forecasts).Quantile(history, 100, 1, 2) - 100;
    }

    private static double Level(double nearest)
    {
        var (panel, origins, forecasts) = Backtest(nearest, isAligned: true);
        return ConformalIntervals.Learn(panel, origins, forecasts).Quantile(HistorySpread.Of(origins[0].Histories[0]), 100, 1, 0.9) - 100;
    }

    // A forecast of 100 everywhere; at the nearest origin errors are a share of those before.
    private static (ForecastPanel Panel, OriginForecasts[] Origins, double[][] Forecasts) Backtest(double nearest, bool isAligned)
    {
        var random = new Random(2);
        var series = Enumerable.Range(0, 200).Select(i => new ForecastSeries(
            $"s-{i}", [.. Enumerable.Range(0, 40).Select(t => 100 + ((t >= 36 ? nearest : 1) * 20 * ((2 * random.NextDouble()) - 1)))])).ToList();
        var panel = new ForecastPanel(series, Horizon, [], ForecastCriterion.AbsoluteError) { IsAligned = isAligned };
        OriginForecasts[] origins = [new(panel, 4), new(panel, 8), new(panel, 12)];
        return (panel, origins, Array.ConvertAll(origins, static origin => Array.ConvertAll(origin.Actual, static _ => 100.0)));
    }
}
