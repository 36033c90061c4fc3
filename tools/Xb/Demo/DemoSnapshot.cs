using XbFunctions.Contracts;

namespace XbFunctions.Xb.Demo;

/// <summary>The demo at one moment.</summary>
/// <param name="Elapsed">Since the stream began.</param>
/// <param name="Sent">Events sent to all hubs.</param>
/// <param name="Partitions">Partitions of <c>payments</c>, in order.</param>
/// <param name="DeadLetters">Events given up on.</param>
/// <param name="Duplicates">Payments sent twice by their producer.</param>
/// <param name="Watch">Decisions so far.</param>
/// <param name="HttpAddress">Where the HTTP functions are, with prefix.</param>
/// <param name="Key">Key of the HTTP functions.</param>
/// <param name="Model">Model in use, or why there is none.</param>
internal sealed record DemoSnapshot(
    TimeSpan Elapsed,
    long Sent,
    IReadOnlyList<DemoPartition> Partitions,
    long DeadLetters,
    long Duplicates,
    DecisionWatch Watch,
    string HttpAddress,
    string Key,
    string Model)
{
    /// <summary>A command line that works as it stands; null until the first decision can be asked for.</summary>
    public string? Curl => Watch.SettledPayment is { } payment
        ? $"curl -H \"x-functions-key: {Key}\" {HttpAddress}/fraud/decisions/{Uri.EscapeDataString(payment)}"
        : null;

    /// <summary>Payments and labels that wait to be scored.</summary>
    public long Lag => Partitions.Sum(partition => partition.Lag);

    /// <summary>Decisions by outcome, as words.</summary>
    public string Outcomes =>
        $"{CommandTables.Count(Watch.Count(DecisionOutcome.Approve))} approved, "
        + $"{CommandTables.Count(Watch.Count(DecisionOutcome.Review))} to review, "
        + $"{CommandTables.Count(Watch.Count(DecisionOutcome.Decline))} declined";
}
