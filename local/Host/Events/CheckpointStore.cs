using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Host;

/// <summary>The checkpoints of one hub and consumer group, in the blobs that the Azure SDK's own store uses.</summary>
/// <remarks>
/// Empty blobs <c>{namespace}/{hub}/{group}/checkpoint/{partition}</c>, all lower case, with the data in their metadata, in the container
/// <c>azure-webjobs-eventhub</c>. The portal, the scale controller and other SDKs read the same.
/// </remarks>
internal sealed class CheckpointStore(BlobContainerClient container, string fullyQualifiedNamespace, string hub, string consumerGroup, string client)
{
    public const string Container = "azure-webjobs-eventhub";
    private const string SequenceKey = "sequencenumber";
    private const string OffsetKey = "offset";
    private const string ClientKey = "clientidentifier";

    private readonly string _prefix = $"{fullyQualifiedNamespace}/{hub}/{consumerGroup}/checkpoint/".ToLowerInvariant();

    /// <summary>Reads the checkpoint of a partition; one of the first version of Functions where there is no newer one.</summary>
    /// <returns>The checkpoint; <see langword="null"/> when there is none or it holds no sequence number.</returns>
    public async Task<Checkpoint?> ReadAsync(string partition, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await container.GetBlobClient(_prefix + partition).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            var metadata = properties.Value.Metadata;
            return metadata.TryGetValue(SequenceKey, out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequence)
                ? new Checkpoint(sequence, metadata.TryGetValue(OffsetKey, out var offset) ? offset : string.Empty, properties.Value.ETag)
                : null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return await ReadLegacyAsync(partition, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the checkpoint of a partition: the metadata of the blob, or a new blob.</summary>
    /// <param name="partition">Id of the partition.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="version">Version that it replaces; <see langword="null"/> when there is none yet; <see cref="ETag.All"/> replaces whatever is there.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The new version; <see langword="null"/> when another has written since <paramref name="version"/>.</returns>
    public async Task<ETag?> WriteAsync(string partition, Checkpoint checkpoint, ETag? version, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(_prefix + partition);
        var metadata = new Dictionary<string, string>
        {
            [OffsetKey] = checkpoint.Offset,
            [SequenceKey] = checkpoint.SequenceNumber.ToString(CultureInfo.InvariantCulture),
            [ClientKey] = client,
        };
        try
        {
            return version is { } known
                ? (await blob.SetMetadataAsync(metadata, new BlobRequestConditions { IfMatch = known }, cancellationToken).ConfigureAwait(false)).Value.ETag
                : await CreateAsync(blob, metadata, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return await CreateAsync(blob, metadata, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return null;
        }
    }

    private static async Task<ETag> CreateAsync(BlobClient blob, Dictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions { Metadata = metadata, Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        return (await blob.UploadAsync(BinaryData.Empty, options, cancellationToken).ConfigureAwait(false)).Value.ETag;
    }

    private async Task<Checkpoint?> ReadLegacyAsync(string partition, CancellationToken cancellationToken)
    {
        try
        {
            var blob = container.GetBlobClient($"{fullyQualifiedNamespace}/{hub}/{consumerGroup}/{partition}");
            var content = await blob.DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            var body = JsonNode.Parse(content.Value.Content);
            return (long?)body?["SequenceNumber"] is { } sequence ? new Checkpoint(sequence, (string?)body["Offset"] ?? string.Empty) : null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
