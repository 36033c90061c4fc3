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
    IReadOnlyList<LedgerMismatch> Mismatches);
