using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Erasures in blobs, container <c>erasures</c>: a record for each, and the acknowledgements of its orders until it is done. Thread-safe.</summary>
/// <param name="service">Account of the blobs.</param>
public sealed class ErasureStore(BlobServiceClient service)
{
    /// <summary>The container.</summary>
    public const string ContainerName = "erasures";

    private const string Records = "records/";
    private const string Acks = "acks/";
    private const string Extension = ".json";
    private const string Closed = "closed";
    private readonly BlobContainerClient _container = service.GetBlobContainerClient(ContainerName);

    /// <summary>Reads an erasure.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The record and its version; null when there is none.</returns>
    internal async Task<(ErasureRecord Record, ETag Version)?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await _container.GetBlobClient($"{Records}{id}{Extension}").DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value;
            return (JsonSerializer.Deserialize(found.Content.ToMemory().Span, ErasureJson.Default.ErasureRecord)!, found.Details.ETag);
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Reads the last erasure of a customer.</summary>
    /// <param name="name">What the ids of the customer's erasures begin with.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<ErasureRecord?> FindLastAsync(string name, CancellationToken cancellationToken)
    {
        var last = 0;
        await foreach (var id in ListAsync(name, cancellationToken).ConfigureAwait(false))
        {
            last = Math.Max(last, int.Parse(id.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return last == 0 ? null : (await FindAsync($"{name}{last.ToString(CultureInfo.InvariantCulture)}", cancellationToken).ConfigureAwait(false))?.Record;
    }

    /// <summary>Ids of all erasures, or of those that begin with a text.</summary>
    /// <param name="prefix">What the ids begin with.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    internal async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blobs = _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Records + prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (blobs.ConfigureAwait(false))
        {
            while (await HasNextAsync(blobs).ConfigureAwait(false))
            {
                yield return blobs.Current.Name[Records.Length..^Extension.Length];
            }
        }
    }

    /// <summary>Ids of the erasures that something is left to do for.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    internal async IAsyncEnumerable<string> ListOpenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blobs = _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, Records, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (blobs.ConfigureAwait(false))
        {
            while (await HasNextAsync(blobs).ConfigureAwait(false))
            {
                if (blobs.Current.Metadata?.ContainsKey(Closed) != true)
                {
                    yield return blobs.Current.Name[Records.Length..^Extension.Length];
                }
            }
        }
    }

    /// <summary>Writes an erasure.</summary>
    /// <param name="record">The record.</param>
    /// <param name="version">Version it replaces; the default for a new one.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The new version; null when another has written meanwhile.</returns>
    internal async Task<ETag?> TryWriteAsync(ErasureRecord record, ETag version, CancellationToken cancellationToken)
    {
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var conditions = version == default ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = version };
        return await TryUploadAsync(
            $"{Records}{record.Id}{Extension}",
            JsonSerializer.SerializeToUtf8Bytes(record, ErasureJson.Default.ErasureRecord),
            conditions,
            cancellationToken,
            record.IsDone && record.Orders.Count == 0).ConfigureAwait(false);
    }

    /// <summary>Keeps an acknowledgement; the first of an order counts.</summary>
    /// <param name="ack">The acknowledgement.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    internal async Task AcknowledgeAsync(ErasureAck ack, CancellationToken cancellationToken)
    {
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await TryUploadAsync(
            $"{Acks}{ack.OrderId}{Extension}",
            JsonSerializer.SerializeToUtf8Bytes(ack, ErasureJson.Default.ErasureAck),
            new BlobRequestConditions { IfNoneMatch = ETag.All },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the acknowledgements of orders.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Those that are there.</returns>
    internal async Task<List<ErasureAck>> ReadAcksAsync(IReadOnlyList<ErasureOrder> orders, CancellationToken cancellationToken)
    {
        var acks = new List<ErasureAck>();
        foreach (var order in orders)
        {
            try
            {
                var found = await _container.GetBlobClient($"{Acks}{order.Id}{Extension}").DownloadContentAsync(cancellationToken).ConfigureAwait(false);
                acks.Add(JsonSerializer.Deserialize(found.Value.Content.ToMemory().Span, ErasureJson.Default.ErasureAck)!);
            }
            catch (RequestFailedException failed) when (failed.Status == 404)
            {
                // Not carried out yet.
            }
        }

        return acks;
    }

    /// <summary>Removes the acknowledgements of orders.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task RemoveAcksAsync(IReadOnlyList<ErasureOrder> orders, CancellationToken cancellationToken)
    {
        foreach (var order in orders)
        {
            await _container.DeleteBlobIfExistsAsync($"{Acks}{order.Id}{Extension}", cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes erasures that are over. They change no more, so that their last change is their end.</summary>
    /// <param name="before">Those that ended before this, UTC.</param>
    /// <param name="cancellationToken">Ends the work between two of them.</param>
    /// <returns>How many were removed.</returns>
    internal async Task<long> RemoveClosedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0L;
        var blobs = _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, Records, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (blobs.ConfigureAwait(false))
        {
            while (await HasNextAsync(blobs).ConfigureAwait(false))
            {
                var blob = blobs.Current;
                if (blob.Metadata?.ContainsKey(Closed) == true && blob.Properties.LastModified < before
                    && await _container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken).ConfigureAwait(false))
                {
                    removed++;
                }
            }
        }

        return removed;
    }

    private async Task<ETag?> TryUploadAsync(
        string blob, byte[] content, BlobRequestConditions conditions, CancellationToken cancellationToken, bool isClosed = false)
    {
        try
        {
            var options = new BlobUploadOptions { Conditions = conditions, HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" } };
            if (isClosed)
            {
                // A listing then tells which ones need not be read.
                options.Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Closed] = "true" };
            }

            return (await _container.GetBlobClient(blob).UploadAsync(new BinaryData(content), options, cancellationToken).ConfigureAwait(false)).Value.ETag;
        }
        catch (RequestFailedException failed) when (failed.Status is 409 or 412)
        {
            return null;
        }
    }

    private static async ValueTask<bool> HasNextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync().ConfigureAwait(false);
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return false;
        }
    }
}
