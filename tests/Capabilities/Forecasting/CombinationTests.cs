using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class CombinationTests
{
    private const int Series = 40;
    private const int Horizon = 6;

    [TestMethod]
    [DataRow(nameof(CombinationKind.BySeries))]
    [DataRow(nameof(CombinationKind.BySeriesStrongly))]
    [DataRow(nameof(CombinationKind.BySeriesAndHorizon))]
    public void Weights_by_series_follow_what_was_good_for_each(string kind)
    {
        // The first candidate is right for even series, the second for odd ones.
        var (panel, origins, loss) = Make(static (series, _) => series % 2 == 0);
        Assert.IsLessThan(0.8 * LossOf(CombinationKind.Pooled, panel, origins, loss), LossOf(Enum.Parse<CombinationKind>(kind), panel, origins, loss));
    }

    [TestMethod]
    [DataRow(nameof(CombinationKind.ByHorizon))]
    [DataRow(nameof(CombinationKind.BySeriesAndHorizon))]
    public void Weights_by_horizon_follow_what_was_good_near_and_far(string kind)
    {
        var (panel, origins, loss) = Make(static (_, step) => step < Horizon / 3);
        Assert.IsLessThan(0.8 * LossOf(CombinationKind.Pooled, panel, origins, loss), LossOf(Enum.Parse<CombinationKind>(kind), panel, origins, loss));
    }

    [TestMethod]
    public void Weights_by_class_follow_what_was_good_for_each_class()
    {
        // Odd series sell on every third day alone: another class of demand.
        var (panel, origins, loss) = Make(static (series, _) => series % 2 == 0);
        Assert.IsLessThan(0.8 * LossOf(CombinationKind.Pooled, panel, origins, loss), LossOf(CombinationKind.ByClass, panel, origins, loss));
    }

    private static double LossOf(CombinationKind kind, ForecastPanel panel, List<OriginForecasts> origins, CriterionLoss loss)
    {
        // Learnt on the older origin, judged at the nearer one.
        List<OriginForecasts> earlier = [origins[1]];
        var combination = Combination.Learn(kind, panel, earlier, loss, Combination.Pool(panel, earlier, loss));
        return Combination.MeanLoss(origins[0], combination.Apply(origins[0], Horizon), loss, Horizon);
    }

    private static (ForecastPanel Panel, List<OriginForecasts> Origins, CriterionLoss Loss) Make(Func<int, int, bool> isFirstRight)
    {
        var panel = new ForecastPanel(
            [.. Enumerable.Range(0, Series).Select(static series => new ForecastSeries(
                $"s-{series}", [.. Enumerable.Range(0, 60).Select(day => series % 2 == 0 ? 20.0 + (day % 2) : day % 3 == 0 ? 9.0 : 0)]))],
            Horizon,
            [],
            ForecastCriterion.SquaredError);
        List<OriginForecasts> origins = [new(panel, Horizon), new(panel, 2 * Horizon)];
        foreach (var origin in origins)
        {
            double Forecast(int cell, bool isRight) => origin.Actual[cell] + (isRight ? 1 : 4);
            origin.Candidates.Add([.. Enumerable.Range(0, Series * Horizon).Select(cell => Forecast(cell, isFirstRight(cell / Horizon, cell % Horizon)))]);
            origin.Candidates.Add([.. Enumerable.Range(0, Series * Horizon).Select(cell => Forecast(cell, !isFirstRight(cell / Horizon, cell % Horizon)))]);
        }

        return (panel, origins, new CriterionLoss(panel.Criterion, origins, Horizon));
    }
}
