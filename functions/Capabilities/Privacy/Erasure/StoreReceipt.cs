namespace XbFunctions.Capabilities.Privacy;

/// <summary>What an erasure did in one store.</summary>
/// <param name="Store">Name of the store.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Removed">Entries, rows or files' rows removed so far.</param>
/// <param name="At">When something was last done there, UTC; null for never.</param>
/// <param name="Until">When what is kept will be gone, UTC; null where nothing is kept, or for as long as it lasts.</param>
/// <param name="Note">What it holds, or why it is kept.</param>
public sealed record StoreReceipt(
    string Store, ErasureStatus Status, long Removed = 0, DateTimeOffset? At = null, DateTimeOffset? Until = null, string? Note = null);
