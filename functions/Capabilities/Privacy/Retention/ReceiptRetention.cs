namespace XbFunctions.Capabilities.Privacy;

/// <summary>Receipts of erasures, from their completion on; one that goes on stays.</summary>
/// <param name="store">Keeps them.</param>
/// <param name="options">How long.</param>
internal sealed class ReceiptRetention(ErasureStore store, ErasureOptions options) : IRetention
{
    /// <inheritdoc/>
    public string Name => "receipts of erasures";

    /// <inheritdoc/>
    public Task<long> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken) => store.RemoveClosedAsync(now - options.KeepReceipts, cancellationToken);
}
