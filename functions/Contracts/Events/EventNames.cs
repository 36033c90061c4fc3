namespace XbFunctions.Contracts;

/// <summary>Words of enums as they stand in events.</summary>
public static class EventNames
{
    /// <summary>The word of a label.</summary>
    /// <param name="label">The label.</param>
    /// <returns>Such as <c>confirmedFraud</c>.</returns>
    public static string Of(PaymentLabel label) => label switch
    {
        PaymentLabel.Chargeback => "chargeback",
        PaymentLabel.ConfirmedFraud => "confirmedFraud",
        PaymentLabel.Cleared => "cleared",
        PaymentLabel.Returned => "returned",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, "No such payment label."),
    };

    /// <summary>The word of an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>Such as <c>approve</c>.</returns>
    public static string Of(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Approve => "approve",
        DecisionOutcome.Review => "review",
        DecisionOutcome.Decline => "decline",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome."),
    };

    internal static bool TryParse(ReadOnlySpan<byte> utf8, out PaymentLabel label)
    {
        (var known, label) = utf8 switch
        {
            _ when utf8.SequenceEqual("chargeback"u8) => (true, PaymentLabel.Chargeback),
            _ when utf8.SequenceEqual("confirmedFraud"u8) => (true, PaymentLabel.ConfirmedFraud),
            _ when utf8.SequenceEqual("cleared"u8) => (true, PaymentLabel.Cleared),
            _ when utf8.SequenceEqual("returned"u8) => (true, PaymentLabel.Returned),
            _ => (false, default),
        };
        return known;
    }
}
