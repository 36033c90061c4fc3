using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>Histories too short for a backtest over the whole horizon.</summary>
[TestClass]
public sealed class ShortHistoryTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("M", 24, 12)]
    [DataRow("D", 36, 28)]
    [DataRow("W", 60, 13)]
    [DataRow("D", 6, 28)]
    [DataRow("M", 3, 12)]
    [DataRow("Q", 2, 4)]
    public async Task Intervals_are_never_of_no_width_and_widen_over_the_horizon(string frequency, int values, int horizon)
    {
        var random = new Random(values);
        var answer = await ForecastAsync([.. Enumerable.Range(0, values).Select(t => 100 + (t % 3) + (10 * random.NextDouble()))], frequency, horizon);
        double Width(int step) => answer.Intervals["hi-95"][step] - answer.Intervals["lo-95"][step];
        for (var step = 0; step < horizon; step++)
        {
            Assert.IsGreaterThan(1, Width(step));
            Assert.IsGreaterThan(answer.Intervals["hi-80"][step] - answer.Intervals["lo-80"][step], Width(step));
        }

        Assert.IsGreaterThanOrEqualTo(Width(0), Width(horizon - 1));
        Assert.AreEqual(values > 3, answer.Origins.Single() > 0);
    }

    [TestMethod]
    public async Task Only_a_constant_series_has_intervals_of_no_width()
    {
        var answer = await ForecastAsync([.. Enumerable.Repeat(7.0, 24)], "M", 12);
        CollectionAssert.AreEqual(Enumerable.Repeat(7.0, 12).ToArray(), answer.Mean.ToArray());
        CollectionAssert.AreEqual(answer.Intervals["lo-95"], answer.Intervals["hi-95"]);
        var week = await ForecastAsync([.. Enumerable.Range(0, 36).Select(static day => day % 7 * 10.0)], "D", 28);
        Assert.IsTrue(week.Intervals["lo-95"].Zip(week.Intervals["hi-95"]).All(static pair => pair.First < pair.Second));
    }

    [TestMethod]
    public async Task A_level_that_wanders_is_less_sure_far_ahead_than_one_that_stays()
    {
        var random = new Random(9);
        double[] noise = [.. Enumerable.Range(0, 36).Select(_ => Normal(random))];
        var (level, at) = (new double[36], 0.0);
        for (var t = 0; t < 36; t++)
        {
            level[t] = 100 + (at += noise[t]);
        }

        Assert.IsGreaterThan(0.4, ShortSpread.Of(level, []).Alpha);
        Assert.IsLessThan(0.3, ShortSpread.Of(noise, []).Alpha);
        var (wanders, stays) = (await ForecastAsync(level, "D", 28), await ForecastAsync([.. noise.Select(static one => 100 + one)], "D", 28));
        double Growth(SeriesAnswer answer) => (answer.Intervals["hi-95"][27] - answer.Intervals["lo-95"][27]) / (answer.Intervals["hi-95"][0] - answer.Intervals["lo-95"][0]);
        Assert.IsGreaterThan(2.5, Growth(wanders));
        Assert.IsLessThan(2, Growth(stays));
    }

    // Noise, a random walk and a trend, a series a panel as callers send them.
    [TestMethod]
    public void As_many_values_lie_within_as_promised_or_more()
    {
        var random = new Random(4);
        var (in80, in95, cells) = (0, 0, 0);
        for (var i = 0; i < 300; i++)
        {
            var (values, level) = (new double[36], 200.0);
            for (var t = 0; t < values.Length; t++)
            {
                level += (i % 3) switch { 0 => 0, 1 => 4 * Normal(random), _ => 3 };
                values[t] = level + (i % 3 == 1 ? 0 : 6 * Normal(random));
            }

            var run = Forecaster.Run(new ForecastPanel([new ForecastSeries("one", values[..24])], 12, [12], ForecastCriterion.Owa));
            for (var h = 0; h < 12; h++)
            {
                cells++;
                in80 += values[24 + h] >= run.Quantiles[1][h] && values[24 + h] <= run.Quantiles[2][h] ? 1 : 0;
                in95 += values[24 + h] >= run.Quantiles[0][h] && values[24 + h] <= run.Quantiles[3][h] ? 1 : 0;
            }
        }

        TestContext.WriteLine($"{(double)in80 / cells:p1} within 80 %, {(double)in95 / cells:p1} within 95 %");
        Assert.IsInRange(0.76, 0.9, (double)in80 / cells);
        Assert.IsGreaterThan(0.91, (double)in95 / cells);
    }

    [TestMethod]
    public void Long_histories_are_judged_over_the_whole_horizon_as_before()
    {
        ForecastPanel Panel(int values) => new([new ForecastSeries("one", [.. Enumerable.Range(0, values).Select(static t => (double)(t % 5))])], 12, [12], ForecastCriterion.Owa);
        CollectionAssert.AreEqual(new[] { 12, 24, 36, 48 }, BacktestPlan.Offsets(Panel(120)).ToArray());
        Assert.IsFalse(BacktestPlan.IsShort(Panel(120)));
        Assert.IsNull(new OriginForecasts(Panel(120), 12).Short);
        Assert.IsTrue(BacktestPlan.IsShort(Panel(24)));
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 5, 6, 7, 8, 10 }, BacktestPlan.Offsets(Panel(24)).ToArray());

        // 60 weeks hold a season and 13 weeks less do not.
        var weeks = new ForecastPanel([new ForecastSeries("one", [.. Enumerable.Range(0, 60).Select(static t => (double)(t % 5))])], 13, [52], ForecastCriterion.Owa);
        Assert.IsTrue(BacktestPlan.IsShort(weeks));
        Assert.AreEqual(13, BacktestPlan.Offsets(weeks)[^1]);
    }

    private async Task<SeriesAnswer> ForecastAsync(double[] values, string frequency, int horizon)
    {
        using var forecaster = new SeriesForecaster(new ForecastingOptions(), TimeProvider.System);
        var request = new SeriesRequest([.. values.Select(static value => (double?)value)], [values.Length], frequency, horizon, [80, 95]);
        Assert.IsNull(SeriesForecaster.Check(request));
        return (await forecaster.ForecastAsync(request, TestContext.CancellationToken))!;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
