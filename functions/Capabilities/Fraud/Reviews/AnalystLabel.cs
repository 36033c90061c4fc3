using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What an analyst says of a payment.</summary>
/// <param name="Label">The outcome.</param>
/// <param name="Note">Why, for other analysts; at most <see cref="MaxNote"/> characters, null for nothing.</param>
public sealed record AnalystLabel(PaymentLabel Label, string? Note)
{
    /// <summary>Longest note, in characters.</summary>
    public const int MaxNote = 2_000;
}
