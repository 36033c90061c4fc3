using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Blobs of the exchange, container <c>fraud-exchange</c>: <c>{partition}/{last sequence number, 19 digits}-{attempt, 4 digits}</c>, append blobs.
/// Each begins with everything that a partition tells and goes on with what changes; the highest name of a partition counts. A former
/// owner's is never the highest, because a new owner has committed beyond it before it publishes. Thread-safe.
/// </summary>
/// <param name="service">Account of the blobs.</param>
public sealed class ExchangeStore(BlobServiceClient service)
{
    /// <summary>The container.</summary>
    public const string ContainerName = "fraud-exchange";

    private readonly BlobContainerClient _container = service.GetBlobContainerClient(ContainerName);

    /// <summary>The blob of each partition that counts.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    internal async Task<Dictionary<string, StoredSums>> ListAsync(CancellationToken cancellationToken)
    {
        var newest = new Dictionary<string, StoredSums>(StringComparer.Ordinal);
        try
        {
            await foreach (var item in _container.GetBlobsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                // By name, ascending.
                if (item.Name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && item.Properties.ContentLength is > 0 and { } length)
                {
                    newest[item.Name[..slash]] = new StoredSums(item.Name, length);
                }
            }
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            // No container: nothing was ever told.
        }

        return newest;
    }

    /// <summary>Every blob of one partition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>Name, last sequence number in it as it was begun, and when it was written last.</returns>
    internal async Task<List<(string Name, long LastSequence, DateTimeOffset WrittenAt)>> ListAsync(string partition, CancellationToken cancellationToken)
    {
        var blobs = new List<(string, long, DateTimeOffset)>();
        try
        {
            await foreach (var item in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = partition + "/" }, cancellationToken).ConfigureAwait(false))
            {
                if (long.TryParse(item.Name[(partition.Length + 1)..].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var last))
                {
                    blobs.Add((item.Name, last, item.Properties.LastModified ?? default));
                }
            }
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            // No container: nothing was ever told.
        }

        return blobs;
    }

    /// <summary>Removes a blob.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal Task RemoveAsync(string name, CancellationToken cancellationToken) => _container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken);

    /// <summary>Reads a stretch of a blob.</summary>
    /// <param name="name">The blob.</param>
    /// <param name="position">Where to begin.</param>
    /// <param name="target">Filled with what stands there.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Status 404 when it was replaced meanwhile.</exception>
    /// <exception cref="EndOfStreamException">The answer ends too early.</exception>
    internal async Task ReadAsync(string name, long position, Memory<byte> target, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(position, target.Length) };
        using var answer = (await _container.GetBlobClient(name).DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false)).Value;
        await answer.Content.ReadExactlyAsync(target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins a blob with everything that a partition tells, and removes those before it.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="lastSequence">Last sequence number that is in it.</param>
    /// <param name="frames">Packed frames.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The blob.</returns>
    internal async Task<StoredSums> BeginAsync(string partition, long lastSequence, IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
    {
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var options = new GetBlobsOptions { Prefix = partition + "/" };
        var before = new List<string>();
        await foreach (var item in _container.GetBlobsAsync(options, cancellationToken).ConfigureAwait(false))
        {
            before.Add(item.Name);
        }

        var attempt = 0;
        string name;
        do
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{partition}/{lastSequence:D19}-{attempt++:D4}");
        }
        while (before.Contains(name));

        await _container.GetAppendBlobClient(name).CreateAsync(
            new AppendBlobCreateOptions { Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken).ConfigureAwait(false);
        var sums = await AppendAsync(new StoredSums(name, 0), frames, cancellationToken).ConfigureAwait(false);
        foreach (var old in before.Where(old => string.CompareOrdinal(old, name) < 0))
        {
            await _container.DeleteBlobIfExistsAsync(old, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return sums;
    }

    /// <summary>Goes on with a blob.</summary>
    /// <param name="sums">The blob as it was written last.</param>
    /// <param name="frames">Packed frames.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="RequestFailedException">It is gone, or another has written to it.</exception>
    internal async Task<StoredSums> AppendAsync(StoredSums sums, IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
    {
        var blob = _container.GetAppendBlobClient(sums.Name);
        foreach (var frame in frames)
        {
            var options = new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = sums.Length } };
            using var content = BinaryData.FromBytes(frame).ToStream();
            await blob.AppendBlockAsync(content, options, cancellationToken).ConfigureAwait(false);
            sums = sums with { Length = sums.Length + frame.Length, Blocks = sums.Blocks + 1 };
        }

        return sums;
    }
}
