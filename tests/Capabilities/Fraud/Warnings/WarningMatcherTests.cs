using System.Buffers;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class WarningMatcherTests
{
    private static readonly CountryCode Germany = CountryCode.Parse("DE");
    private static readonly CountryCode Britain = CountryCode.Parse("GB");
    private static readonly CountryCode France = CountryCode.Parse("FR");
    private static readonly CountryCode Nigeria = CountryCode.Parse("NG");

    [TestMethod]
    public void A_payment_of_a_corridor_under_warning_matches_in_other_markets_than_those_that_have_seen_it()
    {
        var matcher = new WarningMatcher([Warning(WatchDimension.Corridor, "GB-NG")]);

        Assert.IsTrue(matcher.Matches(France, Keys(Britain, Nigeria)));
        Assert.IsFalse(matcher.Matches(Germany, Keys(Britain, Nigeria)), "there the score decides");
        Assert.IsFalse(matcher.Matches(Britain, Keys(Britain, Nigeria)), "cards at home are most of a market's payments");
        Assert.IsFalse(matcher.Matches(France, Keys(Britain, France)));
        Assert.IsFalse(matcher.Matches(France, Keys(default, Nigeria)));
    }

    [TestMethod]
    public void A_device_matches_wherever_its_card_is_from_and_a_market_nowhere()
    {
        var device = new Pseudonym(77);
        var matcher = new WarningMatcher([Warning(WatchDimension.Device, device.ToString()), Warning(WatchDimension.Market, "DE")]);

        Assert.IsTrue(matcher.Matches(Britain, Keys(Britain, Britain) with { Device = device }));
        Assert.IsFalse(matcher.Matches(Britain, Keys(Britain, Britain)));
        Assert.AreEqual(1, matcher.Count);
    }

    [TestMethod]
    public void A_delivery_address_matches_whoever_ships_there()
    {
        var matcher = new WarningMatcher([Warning(WatchDimension.Address, new Pseudonym(88).ToString())]);

        Assert.IsTrue(matcher.Matches(Britain, Keys(Britain, Britain) with { Address = new Pseudonym(88) }));
        Assert.IsFalse(matcher.Matches(Germany, Keys(Britain, Britain) with { Address = new Pseudonym(88) }), "it was seen there");
        Assert.IsFalse(matcher.Matches(Britain, Keys(Britain, Britain) with { Device = new Pseudonym(88) }), "another kind");
    }

    [TestMethod]
    public void Decisions_in_journals_of_before_have_no_address_and_are_read()
    {
        var decision = new WatchedDecision(7, 2, DecisionOutcome.Review, 0.1f, 5) { Seller = new Pseudonym(3), Address = new Pseudonym(88), PaymentId = "p", Rules = "r", Reasons = "a,b" };
        var bytes = new ArrayBufferWriter<byte>();
        decision.Write(bytes);
        byte[] older = [.. bytes.WrittenSpan[..79], .. bytes.WrittenSpan[95..]];
        older[16] &= 0x7f;

        Assert.AreEqual(decision, WatchedDecision.Read(bytes.WrittenSpan));
        Assert.AreEqual(decision with { Address = default }, WatchedDecision.Read(older));
    }

    [TestMethod]
    public void What_was_reviewed_because_of_a_warning_is_no_evidence_for_one()
    {
        var reviewed = new WatchedDecision(1, 2, DecisionOutcome.Review, 0.1f, 5) { PaymentId = "p", Rules = "firstPaymentLimit,surge" };

        Assert.IsFalse(reviewed.IsEvidence);
        Assert.IsTrue((reviewed with { Rules = "firstPaymentLimit" }).IsEvidence);
        Assert.IsTrue((reviewed with { Outcome = DecisionOutcome.Decline }).IsEvidence);
        Assert.IsFalse((reviewed with { Outcome = DecisionOutcome.Approve, Rules = null }).IsEvidence);
    }

    private static PaymentKeys Keys(CountryCode issuer, CountryCode shipping) => new(new Pseudonym(1), new Pseudonym(2), new Pseudonym(3), issuer, shipping, default);

    private static ActiveWarning Warning(WatchDimension dimension, string key) =>
        new("w", dimension, key, Decisions.Start, Decisions.Start, Decisions.Start.AddHours(1), 10, 20, 10, 1, 1e-9, [], [Germany]);
}
