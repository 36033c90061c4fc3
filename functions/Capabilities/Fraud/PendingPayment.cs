using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A payment between its features and its decision.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="Customer">Pseudonym of its customer.</param>
/// <param name="Market">Its storefront.</param>
/// <param name="Amount">What was charged.</param>
/// <param name="AmountBase">Likewise, in major units of the base currency.</param>
/// <param name="CrossBorder">Whether it crosses a border.</param>
/// <param name="OccurredAt">Event time, UTC.</param>
/// <param name="EnqueuedAt">Arrival at the hub, UTC.</param>
/// <param name="SequenceNumber">Place in its partition.</param>
/// <param name="RateTable">Id of the rates that <paramref name="AmountBase"/> was converted by.</param>
internal readonly record struct PendingPayment(
    string PaymentId,
    Pseudonym Customer,
    CountryCode Market,
    Money Amount,
    float AmountBase,
    bool CrossBorder,
    DateTimeOffset OccurredAt,
    DateTimeOffset EnqueuedAt,
    long SequenceNumber,
    string RateTable)
{
    /// <summary>The payment as histories remember it.</summary>
    public PaymentTrace Trace { get; init; }

    /// <summary>Its place among the changes of its batch, from <see cref="State.BatchResult.ReserveChange"/>.</summary>
    public int Change { get; init; }

    /// <summary>What its decision tells besides.</summary>
    public PaymentKeys Keys { get; init; }

    /// <summary>What its people were called under keys of before, newest first; empty but while a key is being replaced.</summary>
    public ReadOnlyMemory<FormerKeys> Former { get; init; }

    /// <summary>Whether it belongs to a group under warning that other markets have seen.</summary>
    public bool IsSurge { get; init; }

    /// <summary>A payment whose features are known.</summary>
    /// <param name="facts">What its event says.</param>
    /// <param name="customer">Pseudonym of its customer.</param>
    /// <param name="seller">Pseudonym of its seller.</param>
    /// <param name="subject">What the features saw of it.</param>
    /// <param name="enqueuedAt">Arrival at the hub, UTC.</param>
    /// <param name="sequenceNumber">Place in its partition.</param>
    /// <param name="change">Its place among the changes of its batch; 0 where nothing is committed.</param>
    public static PendingPayment Of(
        in PaymentFacts facts, Pseudonym customer, Pseudonym seller, in FraudSubject subject, DateTimeOffset enqueuedAt, long sequenceNumber, int change = 0) => new(
        facts.PaymentId,
        customer,
        facts.Market,
        new Money(facts.AmountMinor, facts.Currency),
        subject.Trace.Amount,
        subject.IsCrossBorder,
        facts.OccurredAt,
        enqueuedAt,
        sequenceNumber,
        subject.RateTable)
    {
        Trace = subject.Trace,
        Change = change,
        Former = subject.Former,
        Keys = new PaymentKeys(seller, subject.InstrumentKey, subject.DeviceKey, facts.Issuer, facts.Shipping, facts.Language, subject.AddressKey),
    };
}
