using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>The score of one payment, or why there is none. The default value is "not loaded yet".</summary>
public readonly record struct LiveScore
{
    private LiveScore(LiveScoreStatus status) => Status = status;

    /// <summary>What became of it; the other members follow from it.</summary>
    public LiveScoreStatus Status { get; }

    /// <summary>Member of the payment at fault, or <c>body</c>; null unless refused.</summary>
    public string? Field { get; private init; }

    /// <summary>What is wrong with it, one sentence without its value; null unless refused.</summary>
    public string? Detail { get; private init; }

    /// <summary>The decision; null unless decided. Its sequence number is -1, for the payment is not in the stream.</summary>
    public FraudDecided? Decision { get; private init; }

    /// <summary>The customer as the payment names it; null unless decided. Personal.</summary>
    public string? CustomerId { get; private init; }

    /// <summary>How much of the stream was known; default unless decided.</summary>
    public FollowedPosition AsOf { get; private init; }

    internal static LiveScore Refused(EventRefusal refusal) => refusal.Reason == EventRefusalReason.TypeMismatch
        ? Refused("type", $"The member 'type' is not '{EventTypes.PaymentAuthorised}'.")
        : Refused(refusal.Member ?? "body", refusal.ToString());

    internal static LiveScore Refused(string field, string detail) => new(LiveScoreStatus.Refused) { Field = field, Detail = detail };

    internal static LiveScore Decided(FraudDecided decision, string customerId, in FollowedPosition asOf) =>
        new(LiveScoreStatus.Decided) { Decision = decision, CustomerId = customerId, AsOf = asOf };
}
