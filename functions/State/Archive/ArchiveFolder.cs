using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>The files of one partition in one data set, and the rule that keeps their rows single.</summary>
/// <remarks>
/// Two owners may write the same rows, one of them without knowing that it is none any more. Each looks before it writes, and leaves out
/// what is there; each looks again after it, and removes what lies within a longer file. So of two that looked at the same moment at
/// least one removes the shorter file.
/// </remarks>
internal sealed class ArchiveFolder(BlobContainerClient container, string dataset, string partitionId, ILogger logger)
{
    private readonly Dictionary<DateOnly, long> _through = [];

    /// <summary>Forgets how far the files go.</summary>
    public void Clear() => _through.Clear();

    /// <summary>Sequence number of the last row in the files of a date; -1 when there are none.</summary>
    public async Task<long> ThroughAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (!_through.TryGetValue(date, out var through))
        {
            var files = await ListAsync(date, cancellationToken).ConfigureAwait(false);
            _through[date] = through = files.Count == 0 ? -1 : files.Max(static file => file.Last);
        }

        return through;
    }

    /// <summary>Stores a file, then removes the files whose rows it holds, or itself when another holds all of its.</summary>
    public async Task StoreAsync(ArchiveName name, BinaryData content, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/vnd.apache.parquet" } };
        await container.GetBlobClient(name.Blob).UploadAsync(content, options, cancellationToken).ConfigureAwait(false);
        var files = await ListAsync(name.Date, cancellationToken).ConfigureAwait(false);
        foreach (var file in files)
        {
            if (files.Find(file.IsWithin) is { } other)
            {
                await container.DeleteBlobIfExistsAsync(file.Blob, cancellationToken: cancellationToken).ConfigureAwait(false);
                logger.ArchiveFileRemoved(file.Blob, other.Blob);
            }
        }

        _through[name.Date] = Math.Max(name.Last, files.Max(static file => file.Last));
    }

    private async Task<List<ArchiveName>> ListAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var files = new List<ArchiveName>();
        var prefix = ArchiveName.PrefixOf(dataset, date, partitionId);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).ConfigureAwait(false))
        {
            if (ArchiveName.Parse(blob.Name) is { } name && name.PartitionId == partitionId)
            {
                files.Add(name);
            }
        }

        return files;
    }
}
