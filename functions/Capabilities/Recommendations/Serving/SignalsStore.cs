using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>The signals in use, one blob. Thread-safe.</summary>
/// <param name="container">The container, mostly <see cref="ContainerName"/>; created on the first write.</param>
public sealed class SignalsStore(BlobContainerClient container)
{
    /// <summary>Name of the container in every environment.</summary>
    public const string ContainerName = "recommendations";

    private const string BlobName = "signals.json.gz";

    /// <summary>Puts signals in use.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task PublishAsync(ItemSignals signals, CancellationToken cancellationToken = default)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var content = BinaryData.FromBytes(SignalsFile.Write(signals));
        await container.GetBlobClient(BlobName).UploadAsync(content, overwrite: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the signals in use.</summary>
    /// <param name="known">ETag of those that are known.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The signals; <see langword="null"/> where there are none, or none other than the known ones.</returns>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    public async Task<(ItemSignals Signals, ETag ETag)?> ReadAsync(ETag? known, CancellationToken cancellationToken = default)
    {
        try
        {
            var options = new BlobDownloadOptions { Conditions = known is null ? null : new BlobRequestConditions { IfNoneMatch = known } };
            var download = (await container.GetBlobClient(BlobName).DownloadContentAsync(options, cancellationToken).ConfigureAwait(false)).Value;
            return (SignalsFile.Read(download.Content.ToMemory()), download.Details.ETag);
        }
        catch (RequestFailedException exception) when (exception.Status is 304 or 404)
        {
            return null;
        }
    }
}
