using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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
    private const string QualityName = "quality.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <summary>Puts signals in use.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task PublishAsync(ItemSignals signals, CancellationToken cancellationToken = default)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var content = BinaryData.FromBytes(SignalsFile.Write(signals));
        await container.GetBlobClient(BlobName).UploadAsync(content, overwrite: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says how good what was put in use is.</summary>
    /// <param name="quality">The measurement.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task PublishAsync(OfflineQuality quality, CancellationToken cancellationToken = default)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var content = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(quality, Json));
        await container.GetBlobClient(QualityName).UploadAsync(content, overwrite: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How good what is in use was found to be.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The measurement; <see langword="null"/> where nobody has measured, or what was written cannot be read.</returns>
    public async Task<OfflineQuality?> FindQualityAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var download = (await container.GetBlobClient(QualityName).DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value;
            return JsonSerializer.Deserialize<OfflineQuality>(download.Content.ToMemory().Span, Json);
        }
        catch (Exception exception) when (exception is RequestFailedException { Status: 404 } or JsonException)
        {
            return null;
        }
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
