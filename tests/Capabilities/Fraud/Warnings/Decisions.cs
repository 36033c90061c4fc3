using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Decisions for tests of the watch.</summary>
internal static class Decisions
{
    public static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    public static FraudDecided Of(
        int payment, DecisionOutcome outcome = DecisionOutcome.Approve, double minutes = 0, int customer = 0, int instrument = 0, string issuer = "GB") => new(
        new PaymentId($"p-{payment}"),
        new Pseudonym((UInt128)(1_000 + customer)),
        CountryCode.Parse("DE"),
        outcome,
        outcome == DecisionOutcome.Approve ? 0.01 : 0.6,
        outcome == DecisionOutcome.Approve ? [new("belowThresholds", "Fine.")] : [new("newDevice", "A new device.")],
        outcome == DecisionOutcome.Approve ? [] : [new("firstPaymentLimit", DecisionOutcome.Review)],
        25.50m,
        CurrencyCode.Parse("EUR"),
        true,
        Start.AddMinutes(minutes),
        Start.AddMinutes(minutes),
        Start.AddMinutes(minutes),
        "2",
        payment,
        null,
        CountryCode.Parse(issuer),
        CountryCode.Parse("NG"),
        null,
        new Pseudonym(7),
        new Pseudonym((UInt128)(2_000 + instrument)),
        new Pseudonym(9),
        new Pseudonym(11));

    public static FraudLabelled Label(int payment, PaymentLabel label = PaymentLabel.ConfirmedFraud) =>
        new(new PaymentId($"p-{payment}"), new Pseudonym(1_000), label, Start.AddDays(1), "2", 99, "analyst");

    public static StreamEvent Event(long sequence, IXbEvent xbEvent) =>
        new(sequence, xbEvent.OccurredAt, EventBody.ToUtf8(xbEvent), xbEvent.EventId, xbEvent.Type, null);
}
