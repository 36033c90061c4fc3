using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>What a judge compares at the nearest origin has not seen what came after it.</summary>
[TestClass]
public sealed class CombinationChoiceTests
{
    private const int Horizon = 12;
    private static readonly CombinationWeights Champion = CombinationWeights.Of(new Dictionary<string, double> { ["naive"] = 1 });

    [TestMethod]
    [DataRow(120, DisplayName = "origins a horizon apart")]
    [DataRow(50, DisplayName = "origins half a horizon apart: what came after one reaches beyond the next")]
    public void Nothing_of_the_days_that_judge_is_chosen_or_weighed_by(int length)
    {
        var panel = Panel(length, Champion);
        var changed = new ForecastPanel(
            [.. panel.Series.Select(static (one, i) => one with { Values = [.. one.Values[..^Horizon], .. Enumerable.Range(0, Horizon).Select(h => (double)((i * h) % 50))] })],
            Horizon,
            panel.Seasons,
            panel.Criterion)
        {
            Champion = Champion,
            IsCount = true,
        };
        CollectionAssert.AreEqual(Forecaster.Run(panel).Nearest, Forecaster.Run(changed).Nearest);
    }

    [TestMethod]
    public void A_champion_forecasts_from_the_nearest_origin_what_the_combination_that_it_was_does_by_its_weights()
    {
        foreach (var kind in new[] { CombinationKind.Pooled, CombinationKind.ByClass, CombinationKind.ByHorizon })
        {
            var (panel, names) = (Panel(120, null), CandidateRunner.Names(Panel(120, null)));
            List<OriginForecasts> origins = [.. BacktestPlan.Offsets(panel).Select(offset => Run(panel, offset))];
            var loss = new CriterionLoss(panel.Criterion, origins, Horizon);
            var learnt = Combination.Learn(kind, panel, origins, loss, Combination.Pool(panel, origins, loss));
            var kept = Combination.Of(learnt.ToWeights(names), names, origins[0], Horizon);
            var (expected, actual) = (learnt.Apply(origins[0], Horizon), kept!.Apply(origins[0], Horizon));
            for (var cell = 0; cell < expected.Length; cell++)
            {
                Assert.AreEqual(expected[cell], actual[cell], 1e-9, kind.ToString());
            }
        }
    }

    [TestMethod]
    public void Weights_of_candidates_that_are_not_there_are_shared_by_the_others()
    {
        var panel = Panel(120, null);
        var (names, origin) = (CandidateRunner.Names(panel), Run(panel, Horizon));
        var known = new CombinationWeights(
            nameof(CombinationKind.ByHorizon), [new Dictionary<string, double> { ["naive"] = 0.5, ["gone"] = 0.5 }, new Dictionary<string, double> { ["gone"] = 1 }, new Dictionary<string, double> { ["naive"] = 1 }]);
        CollectionAssert.AreEqual(origin.Candidates[0], Combination.Of(known, names, origin, Horizon)!.Apply(origin, Horizon));
        Assert.IsNull(Combination.Of(CombinationWeights.Of(new Dictionary<string, double> { ["gone"] = 1 }), names, origin, Horizon));
    }

    [TestMethod]
    public void The_champion_of_a_part_is_its_own_and_of_a_new_part_another_of_its_market()
    {
        static CombinationWeights Of(string name) => CombinationWeights.Of(new Dictionary<string, double> { [name] = 1 });
        var champion = ForecastChampion.Of("run", new Dictionary<string, double> { ["mean"] = 1 }, 0.5, new Dictionary<string, CombinationWeights>
        {
            ["DE/0"] = Of("a"), ["DE/1"] = Of("b"), ["DE/sums"] = Of("c"),
        });
        Assert.AreEqual("a", champion.For("DE", 0).Names.Single());
        Assert.AreEqual("b", champion.For("DE", 1).Names.Single());
        Assert.AreEqual("b", champion.For("DE", 3).Names.Single());
        Assert.AreEqual("c", champion.For("DE", ForecastChampion.SumsIndex).Names.Single());
        Assert.AreEqual("mean", champion.For("JP", 0).Names.Single());
        Assert.AreNotEqual(ForecastChampion.Of("run", champion.Weights, 0.5).Hash, champion.Hash);
    }

    private static OriginForecasts Run(ForecastPanel panel, int offset)
    {
        var origin = new OriginForecasts(panel, offset);
        CandidateRunner.Run(panel, origin, CancellationToken.None);
        return origin;
    }

    private static ForecastPanel Panel(int length, CombinationWeights? champion)
    {
        var random = new Random(7);
        var series = Enumerable.Range(0, 48).Select(i => new ForecastSeries($"s-{i}", [.. Enumerable.Range(0, length).Select(t =>
            i % 2 == 0 ? 20 + (0.1 * i * t) + (5 * random.NextDouble()) : random.Next(3) == 0 ? random.Next(1, 9) : 0.0)])).ToList();
        return new ForecastPanel(series, Horizon, [], ForecastCriterion.SquaredError) { Champion = champion, IsCount = true };
    }
}
