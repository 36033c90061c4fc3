using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>What the global model learns, on series that were made so.</summary>
[TestClass]
public sealed class BoostedTests
{
    private const int Days = 400;
    private const int Horizon = 14;
    private static readonly Lazy<ForecastRun> Run = new(static () => Forecaster.Run(Panel()));
    private static readonly KnownColumn[] Columns = [new("sales day", KnownPart.Calendar), new("price", KnownPart.Price, 1)];

    [TestMethod]
    public void A_sales_day_and_a_price_cut_ahead_are_parts_of_the_forecast_of_about_their_size()
    {
        var run = Run.Value;
        var (calendar, price) = (Mean(run.Effects.Calendar, day: 4), Mean(run.Effects.Price, day: 9));

        // A sales day doubles demand of 20; a price of 0.8 adds a half.
        Assert.IsInRange(10, 26, calendar);
        Assert.IsInRange(4, 14, price);
        Assert.IsLessThan(3, Math.Abs(Mean(run.Effects.Calendar, day: 9)));
        Assert.IsLessThan(3, Math.Abs(Mean(run.Effects.Price, day: 4)));
    }

    [TestMethod]
    public void What_drives_demand_is_important_and_shares_add_up()
    {
        var importance = Run.Value.Importance;
        Assert.AreEqual(1, importance.Sum(static one => one.Share), 1e-9);
        var names = importance.Take(6).Select(static one => one.Feature).ToArray();
        Assert.Contains("sales day", names, string.Join(", ", names));
        Assert.Contains("price", names, string.Join(", ", names));
    }

    [TestMethod]
    public void Trees_that_are_fed_their_own_answers_compete_too()
    {
        var recursive = Run.Value.Leaderboard.Single(static row => row.Name == "boosted-recursive");
        Assert.IsLessThan(0.9, recursive.Loss);
    }

    [TestMethod]
    public void Quantile_trees_are_wider_where_a_series_is_less_sure()
    {
        var panel = Panel(noisyHalf: true);
        List<OriginForecasts> origins = [new(panel, Horizon), new(panel, 0)];
        foreach (var origin in origins)
        {
            CandidateRunner.Run(panel, origin, CancellationToken.None);
        }

        BoostedCandidates.Add(panel, origins, null, CancellationToken.None);
        var widths = origins[^1].Width!;
        double Half(int first) => Enumerable.Range(first, panel.Series.Count / 2).Average(series => widths[(series * Horizon) + 6]);
        Assert.IsGreaterThan(2 * Half(0), Half(panel.Series.Count / 2));
    }

    private static double Mean(double[] effects, int day) => Enumerable.Range(0, effects.Length / Horizon).Average(series => effects[(series * Horizon) + day]);

    // Every tenth day is a sales day that doubles demand; at a price of 0.8, every seventh week, half as much again is sold.
    private static ForecastPanel Panel(bool noisyHalf = false)
    {
        var random = new Random(17);
        var sale = Enumerable.Range(0, Days + Horizon).Select(static day => day == Days + 4 || (day < Days && day % 10 == 3) ? 1.0 : 0).ToArray();
        var series = Enumerable.Range(0, 20).Select(i =>
        {
            var price = Enumerable.Range(0, Days + Horizon).Select(day => day == Days + 9 || (day < Days && (day + (5 * i)) % 49 < 7) ? 0.8 : 1.0).ToArray();
            var noise = noisyHalf && i >= 10 ? 12 : 3;
            var values = Enumerable.Range(0, Days).Select(day => Math.Max(0, Math.Round(
                (20 * (1 + sale[day]) * (price[day] < 1 ? 1.5 : 1)) + (noise * ((2 * random.NextDouble()) - 1))))).ToArray();
            return new ForecastSeries($"s-{i}", values) { Known = [sale, price] };
        }).ToList();
        return new ForecastPanel(series, Horizon, [7], ForecastCriterion.SquaredError)
        {
            IsAligned = true,
            IsCount = true,
            Columns = Columns,
            MostOrigins = 2,
            Methods = new HashSet<string> { "mean-8" },
        };
    }
}
