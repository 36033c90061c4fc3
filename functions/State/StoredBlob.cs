using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.State;

/// <summary>Reads blobs that another owner may remove at any time.</summary>
internal static class StoredBlob
{
    /// <summary>Reads a whole blob; null when it does not exist.</summary>
    public static Task<ReadOnlyMemory<byte>?> TryReadAsync(
        BlobContainerClient container, string name, CancellationToken cancellationToken) =>
        TryReadAsync(container, name, default, cancellationToken);

    /// <summary>Reads a range of a blob, as much of it as there is; null when the blob does not exist.</summary>
    public static async Task<ReadOnlyMemory<byte>?> TryReadAsync(
        BlobContainerClient container, string name, HttpRange range, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = range };
            var download = await container.GetBlobClient(name).DownloadContentAsync(options, cancellationToken).ConfigureAwait(false);
            return download.Value.Content.ToMemory();
        }
        catch (RequestFailedException failed) when (failed.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }
}
