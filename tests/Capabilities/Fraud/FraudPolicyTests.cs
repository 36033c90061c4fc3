using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudPolicyTests
{
    private static readonly FraudThresholds Thresholds = new(0.4, 0.9);

    [TestMethod]
    [DataRow(0.0, DecisionOutcome.Approve)]
    [DataRow(0.3999, DecisionOutcome.Approve)]
    [DataRow(0.4, DecisionOutcome.Review)]
    [DataRow(0.8999, DecisionOutcome.Review)]
    [DataRow(0.9, DecisionOutcome.Decline)]
    [DataRow(double.NaN, DecisionOutcome.Approve)]
    public void A_score_decides_at_the_threshold_itself(double score, DecisionOutcome expected) =>
        Assert.AreEqual(expected, FraudPolicy.Decide(score, [], Thresholds));

    [TestMethod]
    public void The_strictest_of_score_and_rules_wins()
    {
        AppliedRule review = new("a", DecisionOutcome.Review), decline = new("b", DecisionOutcome.Decline);

        Assert.AreEqual(DecisionOutcome.Review, FraudPolicy.Decide(0.1, [review], Thresholds));
        Assert.AreEqual(DecisionOutcome.Decline, FraudPolicy.Decide(0.1, [decline, review], Thresholds));
        Assert.AreEqual(DecisionOutcome.Decline, FraudPolicy.Decide(0.95, [review], Thresholds));
    }

    [TestMethod]
    public void Settings_win_over_the_manifest_and_decline_is_never_below_review()
    {
        var manifest = new Dictionary<string, double> { [FraudThresholds.ReviewKey] = 0.2, [FraudThresholds.DeclineKey] = 0.6 };

        Assert.AreEqual(new FraudThresholds(0.2, 0.6), FraudThresholds.From(new FraudOptions(), manifest));
        Assert.AreEqual(new FraudThresholds(0.7, 0.7), FraudThresholds.From(new FraudOptions { ReviewThreshold = 0.7 }, manifest));
    }

    [TestMethod]
    public void An_instrument_that_reaches_the_burst_within_ten_minutes_is_declined()
    {
        var state = new FraudState(new FraudOptions(), "0");
        List<AppliedRule> hits = [];
        for (var i = 0; i < 12; i++)
        {
            Assert.IsEmpty(hits, "no rule may hit before the twelfth");
            var subject = Subjects.Of(Subjects.Trace(i * 30, payment: (uint)i));
            hits = Hits(Subjects.Features(state, subject));
            Subjects.Add(state, subject);
        }

        Assert.AreEqual(new AppliedRule("instrumentBurst", DecisionOutcome.Decline), hits.Single());
    }

    [TestMethod]
    public void A_dear_first_payment_is_reviewed_and_a_dear_later_one_is_not()
    {
        var state = new FraudState(new FraudOptions(), "0");
        var first = Hits(Subjects.Features(state, Subjects.Of(Subjects.Trace(amount: 6_000))));
        Subjects.Add(state, Subjects.Of(Subjects.Trace()));
        var later = Hits(Subjects.Features(state, Subjects.Of(Subjects.Trace(9, amount: 6_000))));

        Assert.AreEqual("firstPaymentLimit", first.Single().Name);
        Assert.IsEmpty(later);
    }

    private static List<AppliedRule> Hits(ReadOnlySpan<float> row)
    {
        var rules = FraudPolicy.Default.Rules;
        var hits = rules.Evaluate(row, new PolicyFacts());
        return [.. rules.Rules.Where((_, i) => (hits & (1UL << i)) != 0)];
    }
}
