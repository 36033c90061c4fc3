using Azure;
using Azure.Storage.Blobs;

namespace XbFunctions.State;

/// <summary>Tells how far back the stored journals and snapshots of a stream reach. Thread-safe.</summary>
/// <param name="storage">Account of the state container.</param>
/// <param name="options">Names the container.</param>
public sealed class JournalAge(BlobServiceClient storage, StateOptions options)
{
    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(options.StateContainer);

    /// <summary>Whether nothing that was committed up to a sequence number is in storage any more but as part of a state from after it.</summary>
    /// <param name="function">Name of the function.</param>
    /// <param name="partition">Whose journals.</param>
    /// <param name="sequence">The sequence number.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>True once a snapshot from the sequence number on is stored and what came before it is removed.</returns>
    public async Task<bool> BeginsBehindAsync(string function, StreamPartition partition, long sequence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partition);
        var folder = $"{function}/{partition.Folder()}";
        var (snapshot, oldest) = (-1L, long.MaxValue);
        await foreach (var (isSnapshot, generation) in JournalFolder.ListAsync(_container, folder, cancellationToken).ConfigureAwait(false))
        {
            snapshot = isSnapshot ? Math.Max(snapshot, generation) : snapshot;
            oldest = Math.Min(oldest, generation);
        }

        if (snapshot < 0 || oldest < snapshot)
        {
            return false;
        }

        var head = await StoredBlob.TryReadAsync(
            _container, JournalName.Snapshot(folder, snapshot), new HttpRange(0, SnapshotHeader.Bytes), cancellationToken).ConfigureAwait(false);
        return head is { Length: SnapshotHeader.Bytes } bytes
            && SnapshotHeader.VersionOf(bytes.Span) == SnapshotHeader.Version
            && SnapshotHeader.TryRead(bytes.Span, out var header, out _)
            && header.LastSequence >= sequence;
    }
}
