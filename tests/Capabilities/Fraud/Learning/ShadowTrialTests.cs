using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud.Learning;

[TestClass]
public sealed class ShadowTrialTests
{
    private static readonly FraudLearningOptions Options = new() { ShadowFrauds = 20 };

    [TestMethod]
    public void A_challenger_that_ranks_better_wins_with_confidence()
    {
        var trial = ShadowTrial.Of("challenger", "champion", Scored(2_000, better: true), Options);

        Assert.IsGreaterThan(0, trial.PrecisionGain!.Value.Low);
        Assert.AreEqual(2_000, trial.Rows);
    }

    [TestMethod]
    public void Before_there_are_enough_frauds_nothing_is_said()
    {
        var trial = ShadowTrial.Of("challenger", "champion", Scored(100, better: true), Options);

        Assert.AreEqual(5, trial.Frauds);
        Assert.IsNull(trial.PrecisionGain);
    }

    [TestMethod]
    public void Payments_without_both_scores_or_without_a_known_outcome_do_not_count()
    {
        var one = Scored(1, better: true).Single();

        var trial = ShadowTrial.Of(
            "challenger",
            "champion",
            [
                one,
                one with { Truth = PaymentTruth.Unknown },
                one with { ShadowVersion = "another" },
                one with { ModelVersion = "before" },
                one with { ModelScore = float.NaN },
                one with { ShadowScore = float.NaN },
            ],
            Options);

        Assert.AreEqual(1, trial.Rows);
    }

    private static List<ArchivedDecision> Scored(int rows, bool better)
    {
        var random = new Random(7);
        return [.. Decisions.Make(rows, "DE", "approve", PaymentTruth.Genuine).Select((decision, number) =>
        {
            var fraud = number % 20 == 0;
            return decision with
            {
                Truth = fraud ? PaymentTruth.Fraud : PaymentTruth.Genuine,
                ModelScore = random.NextSingle(),
                ShadowVersion = "challenger",
                ShadowScore = (random.NextSingle() + (fraud && better ? 1 : 0)) / 2,
            };
        })];
    }
}
