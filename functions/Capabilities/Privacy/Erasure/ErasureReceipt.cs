namespace XbFunctions.Capabilities.Privacy;

/// <summary>What became of a request to erase a customer. It names no one.</summary>
/// <param name="Id">Names the erasure; ask for it again by this.</param>
/// <param name="Status">Pending, or done.</param>
/// <param name="RequestedAt">When it was asked for, UTC.</param>
/// <param name="CompletedAt">When the last store was done, UTC; null before.</param>
/// <param name="Stores">Each store.</param>
public sealed record ErasureReceipt(
    string Id, ErasureStatus Status, DateTimeOffset RequestedAt, DateTimeOffset? CompletedAt, IReadOnlyList<StoreReceipt> Stores);
