using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.State;

/// <summary>Takes answers out of lookup segments. Segments never change: one that loses answers is written under the next revision of its name. Thread-safe.</summary>
/// <param name="storage">Account of the lookup container.</param>
/// <param name="options">Names the container.</param>
public sealed class LookupEraser(BlobServiceClient storage, StateOptions options)
{
    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(options.LookupContainer);

    /// <summary>
    /// Goes through every segment of a function. The function's own merging may bring back what it read before: go through them again until nothing is found.
    /// </summary>
    /// <param name="function">Name of the function.</param>
    /// <param name="isErased">Says what is taken out; called for every answer, perhaps more than once.</param>
    /// <param name="cancellationToken">Ends the work between two segments.</param>
    /// <returns>Answers taken out, and whether all segments were seen: one that was merged away meanwhile was not.</returns>
    /// <exception cref="CorruptStateException">A segment is damaged.</exception>
    public async Task<(long Removed, bool SawAll)> EraseAsync(string function, LookupEntryTest isErased, CancellationToken cancellationToken)
    {
        var (removed, sawAll) = (0L, true);
        try
        {
            await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{function}/", cancellationToken).ConfigureAwait(false))
            {
                if (SegmentName.Parse(blob.Name) is { } name)
                {
                    var taken = await EraseAsync(name, isErased, cancellationToken).ConfigureAwait(false);
                    sawAll &= taken >= 0;
                    removed += Math.Max(0, taken);
                }
            }
        }
        catch (RequestFailedException failed) when (failed.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nothing was ever written.
        }

        return (removed, sawAll);
    }

    private async Task<long> EraseAsync(SegmentName name, LookupEntryTest isErased, CancellationToken cancellationToken)
    {
        if (await StoredBlob.TryReadAsync(_container, name.Blob, cancellationToken).ConfigureAwait(false) is not { } segment)
        {
            return -1;
        }

        var removed = Filter(name, segment, isErased, out var kept);
        if (removed > 0)
        {
            // The new one first: what is in neither would be lost if the work ended here.
            var revised = name with { Revision = name.Revision + 1 };
            await _container.GetBlobClient(revised.Blob).UploadAsync(new BinaryData(kept), overwrite: true, cancellationToken).ConfigureAwait(false);
            await _container.DeleteBlobIfExistsAsync(name.Blob, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    private long Filter(SegmentName name, ReadOnlyMemory<byte> segment, LookupEntryTest isErased, out byte[] kept)
    {
        var cursor = new SegmentCursor($"{_container.Name}/{name.Blob}", segment);
        var writer = new SegmentWriter();
        var removed = 0L;
        while (cursor.MoveNext())
        {
            var entry = cursor.Current;
            if (isErased(entry.Sequence, entry.Key, entry.Value))
            {
                removed++;
            }
            else
            {
                writer.Add(cursor.Hash, entry);
            }
        }

        kept = removed == 0 ? [] : writer.Finish(name.First, name.Last);
        return removed;
    }
}
