using System.Globalization;
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

    /// <summary>Creates the container when it is missing.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Reads the checkpoint of a partition.</summary>
    /// <returns>The checkpoint; <see langword="null"/> when there is none or it holds no sequence number.</returns>
    public async Task<Checkpoint?> ReadAsync(string partition, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await container.GetBlobClient(_prefix + partition).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            var metadata = properties.Value.Metadata;
            return metadata.TryGetValue(SequenceKey, out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequence)
                ? new Checkpoint(sequence, metadata.TryGetValue(OffsetKey, out var offset) ? offset : string.Empty)
                : null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Writes the checkpoint of a partition: the metadata of the blob, or a new blob.</summary>
    public async Task WriteAsync(string partition, Checkpoint checkpoint, CancellationToken cancellationToken)
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
            await blob.SetMetadataAsync(metadata, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            await blob.UploadAsync(BinaryData.Empty, new BlobUploadOptions { Metadata = metadata }, cancellationToken).ConfigureAwait(false);
        }
    }
}
