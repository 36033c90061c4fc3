using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>What series of one panel learn from each other.</summary>
[TestClass]
public sealed class PanelTests
{
    private const int Year = 52;
    private const int Horizon = 13;

    [TestMethod]
    public void Each_origin_judges_the_series_that_were_largest_then()
    {
        // The second overtakes the first with its last values alone.
        var panel = new ForecastPanel(
            [Series("early", 10, 10, 10, 10, 10, 10, 0, 0), Series("late", 1, 1, 1, 1, 1, 1, 90, 90), Series("small", 1, 2, 1, 2, 1, 2, 1, 2)],
            2,
            [],
            ForecastCriterion.AbsoluteError)
        {
            IsAligned = true,
            Judged = 1,
        };
        CollectionAssert.AreEqual(new[] { true, false, false }, new OriginForecasts(panel, 2).IsJudged);
        CollectionAssert.AreEqual(new[] { false, true, false }, new OriginForecasts(panel, 0).IsJudged);
        Assert.AreEqual(2, new OriginForecasts(panel, 2).Actual.Count(static value => !double.IsNaN(value)));
    }

    [TestMethod]
    public void The_smaller_series_are_learnt_from_and_not_forecast()
    {
        var random = new Random(5);
        var series = Enumerable.Range(0, 60).Select(i => Series(
            $"p-{i}", [.. Enumerable.Range(0, 64).Select(_ => (double)random.Next(i + 1, 3 * (i + 1)))])).ToList();
        ForecastPanel Panel(IEnumerable<ForecastSeries> some, int? judged) =>
            new([.. some], 6, [], ForecastCriterion.AbsoluteError) { IsAligned = true, IsCount = true, Judged = judged };
        var run = Forecaster.Run(Panel(series, 10));
        Assert.AreEqual(10, run.IsJudged.Count(static judged => judged));
        Assert.IsTrue(run.IsJudged[59]);
        Assert.IsFalse(run.IsJudged[0]);
        Assert.IsInRange(60, 180, run.Forecasts[59 * 6]);

        // At the oldest origin there is too little to grow trees from; the ten largest alone are too little anywhere.
        Assert.Contains("boosted-level", Names(run));
        Assert.IsInRange(2, 3, run.Origins);
        Assert.DoesNotContain("boosted-level", Names(Forecaster.Run(Panel(series.Skip(50), null))));
    }

    private static string[] Names(ForecastRun run) => [.. run.Leaderboard.Select(static row => row.Name)];

    [TestMethod]
    public void A_noisy_series_takes_its_season_from_its_group()
    {
        var panel = Shops(out var truth);
        var origin = new OriginForecasts(panel, 0);
        CandidateRunner.Run(panel, origin, CancellationToken.None);
        var names = CandidateRunner.Names(panel).Concat(GroupSeasonCandidates.Add(panel, [origin])).ToList();
        double Error(string name) => origin.Candidates[names.IndexOf(name)].Zip(truth, static (forecast, actual) => Math.Abs(forecast - actual)).Average();
        Assert.IsLessThan(0.8 * Error("seasonal-growth-0.25-0.7-earlier"), Error("group-season-kind"));
    }

    [TestMethod]
    public void Groups_are_for_series_of_one_clock_only()
    {
        var aligned = Shops(out _);
        var panel = new ForecastPanel(aligned.Series, Horizon, [Year], ForecastCriterion.AbsoluteError);
        Assert.IsEmpty(GroupSeasonCandidates.Add(panel, [new OriginForecasts(panel, 0)]));
    }

    [TestMethod]
    public void A_first_sale_after_nothing_but_zeros_does_not_run_away_with_the_trees()
    {
        // Half of the series are zeros until one sale, of which the trees see the zeros and the sale.
        var random = new Random(11);
        var series = Enumerable.Range(0, 400).Select(i => Series($"part-{i}", [.. Enumerable.Range(0, 40).Select(month =>
            i % 2 == 0 ? (month == 25 + (i % 15) ? 4.0 : 0) : random.Next(3) == 0 ? random.Next(1, 5) : 0)])).ToList();
        var panel = new ForecastPanel(series, 6, [12], ForecastCriterion.SquaredError) { IsAligned = true, IsCount = true };
        var (names, origins) = Forecaster.Candidates(panel, null, CancellationToken.None, out _);
        foreach (var name in new[] { "boosted-level", "boosted-zero", "boosted-recursive" })
        {
            var candidate = origins[^1].Candidates[names.IndexOf(name)];
            Assert.IsLessThan(4, candidate.Max(), name);
            Assert.IsInRange(0.2, 1.5, candidate.Average(), name);
        }
    }

    [TestMethod]
    public void Tweedie_trees_forecast_the_mean_of_seldom_demand()
    {
        var random = new Random(12);
        var series = Enumerable.Range(0, 300).Select(i => Series(
            $"part-{i}", [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble() < 0.25 ? random.Next(1, 2 + (i % 7)) : 0.0)])).ToList();
        var panel = new ForecastPanel(series, 6, [], ForecastCriterion.SquaredError) { IsAligned = true, IsCount = true };
        var (names, origins) = Forecaster.Candidates(panel, null, CancellationToken.None, out _);
        var zero = origins[^1].Candidates[names.IndexOf("boosted-zero")];
        var mean = series.Average(static one => one.Values.Average());
        Assert.IsInRange(0.85 * mean, 1.15 * mean, zero.Average());
        Assert.IsGreaterThanOrEqualTo(0, zero.Min());

        // Sizes go from 1 to 1..7: the trees tell the large from the small.
        double Of(int rest) => Enumerable.Range(0, 300).Where(i => i % 7 == rest).Average(i => zero[i * 6]);
        Assert.IsGreaterThan(2 * Of(0), Of(6));
    }

    private static ForecastSeries Series(string id, params double[] values) => new(id, values);

    // Two kinds of shelf with opposite seasons, sixty noisy series each.
    private static ForecastPanel Shops(out double[] truth)
    {
        const int Weeks = 110;
        var (random, after) = (new Random(23), new List<double>());
        var series = Enumerable.Range(0, 120).Select(i =>
        {
            var size = 50 + random.Next(100);
            double Expected(int week) => size * (1 + ((i % 2 == 0 ? 0.6 : -0.6) * Math.Sin(2 * Math.PI * week / Year)));
            after.AddRange(Enumerable.Range(Weeks, Horizon).Select(Expected));
            return Series($"s-{i}", [.. Enumerable.Range(0, Weeks).Select(week => Expected(week) * (0.6 + (0.8 * random.NextDouble())))]) with { Traits = [i % 2] };
        }).ToList();
        truth = [.. after];
        return new ForecastPanel(series, Horizon, [Year], ForecastCriterion.AbsoluteError) { IsAligned = true, TraitNames = ["kind"] };
    }
}
