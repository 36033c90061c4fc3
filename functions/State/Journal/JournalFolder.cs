using System.Runtime.CompilerServices;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.State;

/// <summary>The blobs of one function and partition: finding and removing them.</summary>
internal static class JournalFolder
{
    /// <summary>Lists journals and snapshots, in no promised order.</summary>
    public static async IAsyncEnumerable<(bool IsSnapshot, long Generation)> ListAsync(
        BlobContainerClient container, string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blobs = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{folder}/", cancellationToken);
        await foreach (var blob in blobs.ConfigureAwait(false))
        {
            if (JournalName.TryRead(folder, blob.Name, out var isSnapshot, out var generation))
            {
                yield return (isSnapshot, generation);
            }
        }
    }

    /// <summary>Removes the journals and snapshots before a generation whose snapshot is stored.</summary>
    public static async Task RemoveBeforeAsync(
        BlobContainerClient container, string folder, long generation, CancellationToken cancellationToken)
    {
        await foreach (var (isSnapshot, old) in ListAsync(container, folder, cancellationToken).ConfigureAwait(false))
        {
            if (old < generation)
            {
                var name = isSnapshot ? JournalName.Snapshot(folder, old) : JournalName.Journal(folder, old);
                await container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
