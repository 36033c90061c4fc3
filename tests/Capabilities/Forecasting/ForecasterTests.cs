using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class ForecasterTests
{
    [TestMethod]
    public void Forecasts_of_hours_with_two_seasons_are_far_better_than_the_last_value_and_as_often_inside_as_promised()
    {
        var (panel, truth) = Hours(series: 12, length: 900, horizon: 48);
        var run = Forecaster.Run(panel);
        var naive = ForecastBaselines.Of("naive", panel);
        var (error, naiveError, inside) = (0.0, 0.0, 0);
        for (var cell = 0; cell < truth.Length; cell++)
        {
            error += Math.Abs(truth[cell] - run.Forecasts[cell]);
            naiveError += Math.Abs(truth[cell] - naive[cell]);
            inside += truth[cell] >= run.Quantiles[1][cell] && truth[cell] <= run.Quantiles[2][cell] ? 1 : 0;
        }

        Assert.IsLessThan(0.3 * naiveError, error);
        Assert.IsInRange(0.6, 0.95, (double)inside / truth.Length);
    }

    [TestMethod]
    public void Equal_panels_give_equal_forecasts()
    {
        var (panel, _) = Hours(series: 3, length: 400, horizon: 24);
        CollectionAssert.AreEqual(Forecaster.Run(panel).Forecasts, Forecaster.Run(panel).Forecasts);
    }

    [TestMethod]
    public void Quantiles_do_not_cross_and_counts_are_never_forecast_below_zero()
    {
        var random = new Random(3);
        var series = Enumerable.Range(0, 60).Select(i => new ForecastSeries(
            $"part-{i}", [.. Enumerable.Range(0, 40).Select(_ => random.Next(4) == 0 ? random.Next(1, 6) : 0.0)])).ToList();
        var run = Forecaster.Run(new ForecastPanel(series, 6, [12], ForecastCriterion.SquaredError) { IsCount = true, IsAligned = true });
        for (var cell = 0; cell < run.Forecasts.Length; cell++)
        {
            Assert.IsGreaterThanOrEqualTo(0, run.Forecasts[cell]);
            Assert.IsGreaterThanOrEqualTo(0, run.Quantiles[0][cell]);
            for (var q = 1; q < run.Quantiles.Length; q++)
            {
                Assert.IsGreaterThanOrEqualTo(run.Quantiles[q - 1][cell], run.Quantiles[q][cell]);
            }
        }
    }

    [TestMethod]
    public void What_comes_after_an_origin_changes_nothing_that_is_forecast_from_it()
    {
        var (panel, _) = Hours(series: 4, length: 900, horizon: 24);
        var changed = new ForecastPanel(
            [.. panel.Series.Select(one => one with { Values = [.. one.Values[..^24], .. Enumerable.Repeat(1e4, 24)] })],
            24,
            panel.Seasons,
            panel.Criterion);
        CollectionAssert.AreEqual(FromDayBefore(panel), FromDayBefore(changed));
    }

    [TestMethod]
    public void A_series_with_missing_values_is_forecast_and_one_with_none_at_all_is_refused_by_name()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 60).Select(t => t % 7 == 3 || t < 5 ? double.NaN : 20 + random.NextDouble())];
        var run = Forecaster.Run(new ForecastPanel([new ForecastSeries("gaps", values)], 5, [], ForecastCriterion.Owa));
        Assert.AreEqual(20.5, run.Forecasts[0], 1);
        var problem = Assert.ThrowsExactly<ArgumentException>(
            () => new ForecastPanel([new ForecastSeries("void", [double.NaN])], 5, [], ForecastCriterion.Owa));
        StringAssert.Contains(problem.Message, "void");
    }

    private static double[] FromDayBefore(ForecastPanel panel)
    {
        List<OriginForecasts> origins = [new(panel, 24), new(panel, 0)];
        foreach (var origin in origins)
        {
            CandidateRunner.Run(panel, origin, CancellationToken.None);
        }

        BoostedCandidates.Add(panel, origins, null, CancellationToken.None);
        return [.. origins[0].Candidates.SelectMany(static forecast => forecast)];
    }

    private static (ForecastPanel Panel, double[] Truth) Hours(int series, int length, int horizon)
    {
        var random = new Random(11);
        var all = Enumerable.Range(0, series).Select(i => Enumerable.Range(0, length + horizon).Select(t =>
            100 + (10 * i) + (30 * Math.Sin(t * Math.Tau / 24)) + (t / 24 % 7 < 2 ? -25 : 0) + (4 * random.NextDouble())).ToArray()).ToList();
        var panel = new ForecastPanel(
            [.. all.Select((values, i) => new ForecastSeries($"hours-{i}", values[..length]))], horizon, [24, 168], ForecastCriterion.Owa);
        return (panel, [.. all.SelectMany(values => values[length..])]);
    }
}
