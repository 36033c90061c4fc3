using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The fixed part of the change that a payment and the decision on it make together: all of it that is a number. <see cref="DecidedTexts"/> stand behind it.
/// Drawn in <c>docs/formats/journal.md</c>.
/// </summary>
/// <param name="Outcome">What to do.</param>
/// <param name="CrossBorder">Whether the payment crosses a border.</param>
/// <param name="Market">Its storefront.</param>
/// <param name="Amount">What was charged.</param>
/// <param name="Score">Probability of fraud in [0, 1].</param>
/// <param name="OccurredAt">Event time, UTC.</param>
/// <param name="EnqueuedAt">Arrival at the hub, UTC.</param>
/// <param name="DecidedAt">Time of the decision, UTC.</param>
/// <param name="SequenceNumber">Place of the payment in its partition.</param>
/// <param name="Keys">What the decision tells of the payment besides, without its language.</param>
internal readonly partial record struct DecidedPayment(
    DecisionOutcome Outcome,
    bool CrossBorder,
    CountryCode Market,
    Money Amount,
    double Score,
    DateTimeOffset OccurredAt,
    DateTimeOffset EnqueuedAt,
    DateTimeOffset DecidedAt,
    long SequenceNumber,
    PaymentKeys Keys)
{
    /// <summary>First byte of the change.</summary>
    public const byte Kind = 7;

    /// <summary>First byte of a decision in the short form of journals of version 4: this change without the customer and what follows it up to the keys.</summary>
    public const byte ShortFormVersion = 1;

    /// <summary>Most bytes that it takes: the numbers, and the four pseudonyms.</summary>
    public const int MostBytes = KeysAt + (4 * KeyBytes);

    /// <summary>Pseudonym of the customer.</summary>
    public Pseudonym Customer { get; init; }

    /// <summary>What was charged, in major units of the base currency.</summary>
    public float AmountBase { get; init; }

    /// <summary>Hash as in <see cref="PaymentTrace.Seller"/>.</summary>
    public uint Seller { get; init; }

    /// <summary>Hash as in <see cref="PaymentTrace.Payment"/>.</summary>
    public uint Payment { get; init; }

    /// <summary>Packed country of the connection; 0 when unknown.</summary>
    public ushort IpCountry { get; init; }

    /// <summary>Which comparisons of the payment differ.</summary>
    public PaymentMismatches Mismatches { get; init; }

    /// <summary>Whether the decision is also the answer under the payment's id.</summary>
    public bool HasLookup { get; init; }

    /// <summary>A payment and the decision on it.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="hasLookup">Whether the decision is also the answer under the payment's id.</param>
    public static DecidedPayment Of(in PendingPayment payment, FraudDecision decision, bool hasLookup) => new(
        decision.Outcome,
        payment.CrossBorder,
        payment.Market,
        payment.Amount,
        decision.Score,
        payment.OccurredAt,
        payment.EnqueuedAt,
        decision.DecidedAt,
        payment.SequenceNumber,
        payment.Keys)
    {
        Customer = payment.Customer,
        AmountBase = payment.AmountBase,
        Seller = payment.Trace.Seller,
        Payment = payment.Trace.Payment,
        IpCountry = payment.Trace.IpCountry,
        Mismatches = payment.Trace.Mismatches,
        HasLookup = hasLookup,
    };

    /// <summary>The payment as histories remember it.</summary>
    public PaymentTrace ToTrace() => new(
        OccurredAt.ToUnixTimeMilliseconds(),
        Keys.Instrument.Low,
        Keys.Device.Low,
        AmountBase,
        (uint)Customer.Low,
        Seller,
        Payment,
        Keys.Shipping.Packed,
        IpCountry,
        Mismatches,
        Address: Keys.Address.Low);

    /// <summary>The decision as its customer's summary takes it.</summary>
    public CustomerDecision ToDecision() => new(
        Customer, OccurredAt.ToUnixTimeMilliseconds(), DecidedAt.ToUnixTimeMilliseconds(), AmountBase, (float)Score, Outcome);
}
