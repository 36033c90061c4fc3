using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.State;

/// <summary>Reads the state that a streaming function has committed, without owning it: for reports, rebuilds and proofs. Thread-safe.</summary>
/// <typeparam name="TState">State of the function.</typeparam>
/// <param name="processor">Makes the states, and names the function.</param>
/// <param name="storage">Account of the state container.</param>
/// <param name="options">Settings of the function.</param>
public sealed class StreamStateReader<TState>(IStreamProcessor<TState> processor, BlobServiceClient storage, StateOptions options)
    where TState : class, IStreamState
{
    /// <summary>Reads the state of a partition as of now; an owner may commit meanwhile.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The state; null where nothing was ever committed.</returns>
    /// <exception cref="CorruptStateException">A journal or snapshot is damaged.</exception>
    public async Task<StoredState<TState>?> ReadAsync(StreamPartition partition, CancellationToken cancellationToken = default)
    {
        using var stores = new StateStores(storage, options, TimeProvider.System, NullLogger.Instance);
        if (!await stores.State.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        while (true)
        {
            var replay = new PartitionReplay<TState>(stores, $"{processor.Name}/{partition.Folder()}", processor.CreateState(partition));
            if (await replay.RunAsync(null, cancellationToken).ConfigureAwait(false))
            {
                return replay.LastSequence < 0 ? null : new StoredState<TState>(replay.State, replay.LastSequence, replay.EnqueuedAt);
            }
        }
    }
}
