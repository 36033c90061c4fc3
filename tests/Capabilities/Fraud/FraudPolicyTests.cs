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
        var options = new FraudOptions { InstrumentBurst = 8 };
        var state = new FraudState(options, "0");
        List<AppliedRule> hits = [];
        for (var i = 0; i < 8; i++)
        {
            Assert.IsEmpty(hits, "no rule may hit before the eighth");
            var subject = Subjects.Of(Subjects.Trace(i * 30, payment: (uint)i));
            hits = Hits(Subjects.Features(state, subject), options);
            Subjects.Add(state, subject);
        }

        Assert.AreEqual(new AppliedRule("instrumentBurst", DecisionOutcome.Decline), hits.Single());
    }

    [TestMethod]
    public void A_dear_first_payment_is_reviewed_and_a_dear_later_one_is_not()
    {
        var state = new FraudState(new FraudOptions(), "0");
        var first = Hits(Subjects.Features(state, Subjects.Of(Subjects.Trace(amount: 6_000))), new FraudOptions());
        Subjects.Add(state, Subjects.Of(Subjects.Trace()));
        var later = Hits(Subjects.Features(state, Subjects.Of(Subjects.Trace(9, amount: 6_000))), new FraudOptions());

        Assert.AreEqual("firstPaymentLimit", first.Single().Name);
        Assert.IsEmpty(later);
    }

    [TestMethod]
    public void Every_rule_that_can_hit_has_a_text()
    {
        var row = Enumerable.Repeat(1f, FraudColumns.Width).ToArray();
        row[FraudColumns.IndexOf("amount")] = 1e6f;
        row[FraudColumns.IndexOf("instrument_payments_10m")] = 100;
        row[FraudColumns.IndexOf("device_instruments_24h")] = 100;
        row[FraudColumns.IndexOf("device_customers_24h")] = 100;

        var hits = Hits(row, new FraudOptions());

        Assert.HasCount(5, hits);
        Assert.IsTrue(hits.All(hit => FraudReasonCatalogue.ForRule(hit.Name).Code.Length > 0));
    }

    private static List<AppliedRule> Hits(ReadOnlySpan<float> row, FraudOptions options)
    {
        List<AppliedRule> hits = [];
        FraudRules.Apply(row, options, hits);
        return hits;
    }
}
