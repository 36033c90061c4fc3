namespace XbFunctions.State;

/// <summary>The segments of one function as one listing found them.</summary>
/// <param name="ListedAt">The clock's timestamp before the listing began.</param>
/// <param name="Days">Days, newest first, each with its segments.</param>
internal sealed record SegmentListing(long ListedAt, IReadOnlyList<SegmentName[]> Days);
