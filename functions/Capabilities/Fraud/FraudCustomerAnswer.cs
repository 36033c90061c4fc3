using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What is known of a customer's payments.</summary>
/// <param name="CustomerKey">Pseudonym of the customer.</param>
/// <param name="Decisions">Decisions by outcome.</param>
/// <param name="Labels">Labels by kind.</param>
/// <param name="Amount">Sum of all payments, euros.</param>
/// <param name="DeclinedAmount">Sum of the declined payments, euros.</param>
/// <param name="FirstPaymentAt">Event time of the earliest payment, UTC.</param>
/// <param name="LastPaymentAt">Event time of the latest payment, UTC.</param>
/// <param name="LastDecision">The last decision.</param>
/// <param name="AsOf">How much of the stream is in it.</param>
public sealed record FraudCustomerAnswer(
    Pseudonym CustomerKey,
    FraudCustomerAnswer.OutcomeCounts Decisions,
    FraudCustomerAnswer.LabelCounts Labels,
    double Amount,
    double DeclinedAmount,
    DateTimeOffset FirstPaymentAt,
    DateTimeOffset LastPaymentAt,
    FraudCustomerAnswer.Last LastDecision,
    FraudCustomerAnswer.Position AsOf)
{
    /// <summary>Decisions by outcome.</summary>
    /// <param name="Approve">Let through.</param>
    /// <param name="Review">Held for an analyst.</param>
    /// <param name="Decline">Refused.</param>
    public sealed record OutcomeCounts(long Approve, long Review, long Decline);

    /// <summary>Labels by kind.</summary>
    /// <param name="Fraud">Chargebacks and confirmed fraud.</param>
    /// <param name="Returned">Goods that came back.</param>
    public sealed record LabelCounts(long Fraud, long Returned);

    /// <summary>The last decision.</summary>
    /// <param name="Outcome">What was decided.</param>
    /// <param name="Score">Probability of fraud in [0, 1].</param>
    /// <param name="DecidedAt">When, UTC.</param>
    public sealed record Last(string Outcome, double Score, DateTimeOffset DecidedAt);

    /// <summary>How much of the stream is in an answer.</summary>
    /// <param name="Stream">Function, hub, consumer group and partition, joined by bars.</param>
    /// <param name="SequenceNumber">Last sequence number.</param>
    public sealed record Position(string Stream, long SequenceNumber);
}
