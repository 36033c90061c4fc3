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
    string RateTable);
