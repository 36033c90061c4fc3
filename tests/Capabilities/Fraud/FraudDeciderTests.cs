using System.Buffers;
using CsCheck;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudDeciderTests
{
    private static readonly DecisionCosts Costs = new(20, 0.15, 10, 35, 30);

    [TestMethod]
    public void A_market_has_its_own_thresholds_and_the_others_have_those_of_the_star()
    {
        var document = Policies.Of() with
        {
            Markets = new Dictionary<string, MarketPolicy> { ["*"] = new(0.5, 0.9), ["JP"] = new(0.1, 0.2) },
        };

        Assert.AreEqual(DecisionOutcome.Approve, Policies.Decide(document, 0.3f).Outcome);
        Assert.AreEqual(DecisionOutcome.Decline, Policies.Decide(document, 0.3f, Policies.Payment("JP")).Outcome);
        Assert.AreEqual(new FraudThresholds(0.1, 0.2), Policies.Decide(document, 0.3f, Policies.Payment("JP")).Thresholds);
    }

    [TestMethod]
    public void Thresholds_from_costs_take_the_cheapest_decision_at_every_probability() =>
        Gen.Select(Gen.Double[0.01, 5_000], Gen.Double[0, 1], Gen.Double[0, 60], Gen.Double[0, 200]).Sample((amount, probability, minutes, insult) =>
        {
            var costs = Costs with { ReviewMinutes = minutes, InsultCost = insult };
            var thresholds = costs.ThresholdsFor(amount);
            var (good, loss, review) = ((costs.Margin * amount) + insult, ((1 - costs.Margin) * amount) + costs.ChargebackFee, minutes / 60 * costs.WagePerHour);

            // Expected cost against knowing the truth.
            var approve = probability * loss;
            var decline = (1 - probability) * good;
            var check = review + (probability * (1 - costs.CatchRate) * loss) + ((1 - probability) * costs.FalseRefusalRate * good);
            var cheapest = Math.Min(approve, Math.Min(decline, check));
            var taken = FraudPolicy.Decide(probability, [], thresholds) switch
            {
                DecisionOutcome.Approve => approve,
                DecisionOutcome.Review => check,
                _ => decline,
            };
            Assert.AreEqual(cheapest, taken, 1e-5 * (good + loss), $"at {probability} for {amount}: {thresholds}");
        });

    [TestMethod]
    public void A_modifier_moves_the_score_in_log_odds_and_the_decision_names_both()
    {
        var document = Policies.Of(Policies.Rule("worse", "amount >= 0", DecisionOutcome.Approve, 2), Policies.Rule("better", "amount > 1", DecisionOutcome.Approve, -9));

        var decision = Policies.Decide(document, 0.4f);

        Assert.AreEqual(0.4, decision.Score, 1e-6);
        Assert.AreEqual(1 / (1 + Math.Exp(-(Math.Log(0.4 / 0.6) + 2))), decision.AdjustedScore!.Value, 1e-6);
        Assert.AreEqual(DecisionOutcome.Review, decision.Outcome, "0.83 is between 0.5 and 0.95");
        Assert.AreEqual(2.0, decision.Rules.Single().ScoreModifier);
    }

    [TestMethod]
    public void A_denied_key_is_declined_and_an_allowed_one_approved_until_the_entry_ends()
    {
        PolicyListEntry deny = new(PolicyList.Deny, PolicyKeyKind.Device, new Pseudonym(4), Policies.Now.AddSeconds(1));
        PolicyListEntry allow = new(PolicyList.Allow, PolicyKeyKind.Customer, new Pseudonym(1), Policies.Now.AddSeconds(1));
        PolicyListEntry otherKind = new(PolicyList.Deny, PolicyKeyKind.Seller, new Pseudonym(4), Policies.Now.AddSeconds(1));

        Assert.AreEqual(DecisionOutcome.Decline, Policies.Decide(Policies.Of() with { Lists = [allow, deny] }, 0).Outcome, "deny wins");
        Assert.AreEqual(DecisionOutcome.Approve, Policies.Decide(Policies.Of() with { Lists = [allow] }, 1).Outcome);
        Assert.AreEqual(DecisionOutcome.Approve, Policies.Decide(Policies.Of() with { Lists = [deny with { Until = Policies.Now }, otherKind] }, 0).Outcome);
        var address = deny with { Kind = PolicyKeyKind.Address, Key = new Pseudonym(5) };
        CollectionAssert.AreEqual(new[] { "deny:address" }, Policies.Decide(Policies.Of() with { Lists = [address] }, 0).Lists);
        CollectionAssert.AreEqual(
            new[] { "allow:customer", "deny:device" }, Policies.Decide(Policies.Of() with { Lists = [deny, allow] }, 0).Lists);
    }

    [TestMethod]
    public void Lists_and_snoozes_hold_for_who_was_put_on_them_under_a_key_of_before_and_not_once_it_is_retired()
    {
        var until = Policies.Now.AddSeconds(1);
        var rotating = Policies.Payment() with
        {
            Former = new FormerKeys[]
            {
                new(new Pseudonym(11), new Pseudonym(13), new Pseudonym(14), new Pseudonym(15), new Pseudonym(12)),
                new(new Pseudonym(21), default, default, default, default),
            },
        };
        foreach (var (kind, key) in new[]
        {
            (PolicyKeyKind.Customer, 11), (PolicyKeyKind.Seller, 12), (PolicyKeyKind.Instrument, 13), (PolicyKeyKind.Device, 14), (PolicyKeyKind.Address, 15), (PolicyKeyKind.Customer, 21),
        })
        {
            var policy = Policies.Of() with { Lists = [new(PolicyList.Deny, kind, new Pseudonym((UInt128)key), until)] };
            Assert.AreEqual(DecisionOutcome.Decline, Policies.Decide(policy, 0, rotating).Outcome, $"{kind}");
            Assert.AreEqual(DecisionOutcome.Approve, Policies.Decide(policy, 0).Outcome, $"{kind} once the key is retired");
            Assert.AreEqual(DecisionOutcome.Approve, Policies.Decide(policy with { Lists = [policy.Lists[0] with { Until = Policies.Now }] }, 0, rotating).Outcome, "it has ended");
        }

        PolicyListEntry[] both = [new(PolicyList.Deny, PolicyKeyKind.Device, new Pseudonym(4), until), new(PolicyList.Deny, PolicyKeyKind.Device, new Pseudonym(14), until)];
        CollectionAssert.AreEqual(new[] { "deny:device" }, Policies.Decide(Policies.Of() with { Lists = both }, 0, rotating).Lists, "told once");

        var snoozed = Policies.Of(Policies.Rule("r", "amount >= 0")) with { Snoozes = [new("r", new Pseudonym(11), until)] };
        CollectionAssert.AreEqual(new[] { "r" }, Policies.Decide(snoozed, 0, rotating).Snoozed);
        Assert.IsEmpty(Policies.Decide(snoozed, 0).Snoozed);
    }

    [TestMethod]
    public void A_snoozed_rule_rests_for_its_customer_alone_and_the_decision_says_so()
    {
        var document = Policies.Of(Policies.Rule("r", "amount >= 0"), Policies.Rule("s", "amount >= 0", DecisionOutcome.Approve)) with
        {
            Snoozes = [new PolicySnooze("r", new Pseudonym(1), Policies.Now.AddHours(1))],
        };

        var snoozed = Policies.Decide(document, 0);
        var other = Policies.Decide(document, 0, Policies.Payment() with { Customer = new Pseudonym(9) });
        var later = Policies.Decide(document, 0, Policies.Payment() with { EnqueuedAt = Policies.Now.AddHours(1) });

        Assert.AreEqual(DecisionOutcome.Approve, snoozed.Outcome);
        Assert.AreEqual("r", snoozed.Snoozed.Single());
        Assert.AreEqual("s", snoozed.Rules.Single().Name);
        Assert.AreEqual(DecisionOutcome.Review, other.Outcome);
        Assert.AreEqual(DecisionOutcome.Review, later.Outcome);
    }

    [TestMethod]
    public void Beyond_the_cap_declines_become_reviews_but_not_those_of_denied_keys()
    {
        var document = Policies.Of(Policies.Rule("all", "amount >= 0", DecisionOutcome.Decline)) with { DeclineCap = new DeclineCap(10, 0.5, 3) };
        var window = new DeclineWindow();
        var outcomes = new List<DecisionOutcome>();
        for (var i = 0; i < 6; i++)
        {
            outcomes.Add(Policies.Decide(document, 0, declines: window).Outcome);
            window.Add(Policies.Now.ToUnixTimeMilliseconds(), outcomes[^1]);
        }

        var denied = document with { Lists = [new PolicyListEntry(PolicyList.Deny, PolicyKeyKind.Customer, new Pseudonym(1), Policies.Now.AddDays(1))] };
        var later = Policies.Payment() with { OccurredAt = Policies.Now.AddMinutes(10) };

        CollectionAssert.AreEqual(
            new[] { DecisionOutcome.Decline, DecisionOutcome.Decline, DecisionOutcome.Decline, DecisionOutcome.Review, DecisionOutcome.Review, DecisionOutcome.Review },
            outcomes);
        Assert.IsTrue(Policies.Decide(document, 0, declines: window).Capped);
        Assert.AreEqual(DecisionOutcome.Decline, Policies.Decide(denied, 0, declines: window).Outcome);
        Assert.AreEqual(DecisionOutcome.Decline, Policies.Decide(document, 0, later, window).Outcome, "a new interval");
    }

    [TestMethod]
    public void The_decline_window_comes_back_from_its_bytes()
    {
        var (window, read, written) = (new DeclineWindow(), new DeclineWindow(), new ArrayBufferWriter<byte>());
        for (var i = 0; i < 500; i++)
        {
            window.Add(Subjects.Start + (i * 17_000L), (DecisionOutcome)(i % 3));
        }

        window.Capture().TryWriteNext(written, 1);
        read.Load(written.WrittenSpan);
        var again = new ArrayBufferWriter<byte>();
        read.Capture().TryWriteNext(again, 1);

        CollectionAssert.AreEqual(written.WrittenSpan.ToArray(), again.WrittenSpan.ToArray());
        Assert.AreEqual(window.CanExplain, read.CanExplain);
    }

    [TestMethod]
    public void Exact_explanations_end_when_nothing_but_refusals_comes_and_return_with_approvals()
    {
        var window = new DeclineWindow();
        for (var i = 0; i < DeclineWindow.MostExplanations * 2; i++)
        {
            window.Add(Subjects.Start, DecisionOutcome.Review);
        }

        var spent = !window.CanExplain;
        for (var i = 0; i < DeclineWindow.PaymentsPerExplanation; i++)
        {
            window.Add(Subjects.Start, DecisionOutcome.Approve);
        }

        Assert.IsTrue(spent);
        Assert.IsTrue(window.CanExplain);
    }

    [TestMethod]
    public void A_plain_approval_allocates_nothing_from_score_to_body()
    {
        var (decision, writer, window) = (new FraudDecision { DecidedAt = Policies.Now, Partition = "0" }, new FraudDecisionWriter(), new DeclineWindow());
        var terms = new DecisionTerms(new FraudOptions(), FraudPolicy.Default, null);
        var (row, payment) = (new float[FraudColumns.Width], Policies.Payment());
        long allocated = -1;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            FraudDecider.Decide(terms, payment, row, 0.01f, window, decision);
            writer.Write(payment, decision, hasLookup: true);
            window.Add(Subjects.Start, decision.Outcome);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.AreEqual(DecisionOutcome.Approve, decision.Outcome);
        Assert.AreEqual(0, allocated);
    }
}
