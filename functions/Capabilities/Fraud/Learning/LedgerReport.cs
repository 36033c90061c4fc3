namespace XbFunctions.Capabilities.Fraud;

/// <summary>What replaying archived decisions found.</summary>
/// <param name="Decisions">Decisions read.</param>
/// <param name="Verified">Those whose replay gave the very same score.</param>
/// <param name="Mismatched">Those whose replay gave another.</param>
/// <param name="Unverifiable">Those that cannot be replayed, counted by reason.</param>
/// <param name="Mismatches">The first mismatches.</param>
public sealed record LedgerReport(
    long Decisions,
    long Verified,
    long Mismatched,
    IReadOnlyDictionary<string, long> Unverifiable,
    IReadOnlyList<LedgerMismatch> Mismatches)
{
    /// <summary>Decisions whose replay under their policy gave the same outcome by the same rules.</summary>
    public long OutcomesVerified { get; init; }

    /// <summary>Those whose replay gave another outcome or other rules.</summary>
    public long OutcomesMismatched { get; init; }

    /// <summary>Those whose outcome cannot be replayed, counted by reason.</summary>
    public IReadOnlyDictionary<string, long> OutcomesUnverifiable { get; init; } = new Dictionary<string, long>();

    /// <summary>The first of those that differ.</summary>
    public IReadOnlyList<LedgerOutcome> Outcomes { get; init; } = [];
}
