using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What runs leave, in container <c>forecasts</c>: <c>runs/{run}/…</c> and <c>champion.json</c>. Thread-safe.</summary>
/// <param name="storage">Account of the container.</param>
public sealed class ForecastStore(BlobServiceClient storage)
{
    /// <summary>Name of the container.</summary>
    public const string ContainerName = "forecasts";

    private const string ChampionName = "champion.json";

    /// <summary>The container.</summary>
    internal BlobContainerClient Container { get; } = storage.GetBlobContainerClient(ContainerName);

    /// <summary>Reads the champion.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The champion; the one that ships where none was published.</returns>
    public async Task<ForecastChampion> ReadChampionAsync(CancellationToken cancellationToken) =>
        await FindAsync(ChampionName, ForecastJson.Default.ForecastChampion, cancellationToken).ConfigureAwait(false) ?? ForecastChampion.BuiltIn;

    /// <summary>Makes a combination the champion.</summary>
    /// <param name="champion">The combination.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task PromoteAsync(ForecastChampion champion, CancellationToken cancellationToken) =>
        WriteAsync(ChampionName, champion, ForecastJson.Default.ForecastChampion, cancellationToken);

    /// <summary>Reads what a run came to.</summary>
    /// <param name="run">Its name.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null where the run has not ended.</returns>
    public Task<ForecastManifest?> FindManifestAsync(string run, CancellationToken cancellationToken) =>
        FindAsync($"runs/{run}/manifest.json", ForecastJson.Default.ForecastManifest, cancellationToken);

    /// <summary>Writes a text, such as a report.</summary>
    /// <param name="name">Name of the blob.</param>
    /// <param name="text">The text.</param>
    /// <param name="contentType">Its type.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    internal Task WriteTextAsync(string name, string text, string contentType, CancellationToken cancellationToken) => Container.GetBlobClient(name).UploadAsync(
        BinaryData.FromString(text), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } }, cancellationToken);

    /// <summary>Deletes the blobs whose names begin alike.</summary>
    internal async Task DeleteAsync(string prefix, CancellationToken cancellationToken)
    {
        await foreach (var blob in Container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).ConfigureAwait(false))
        {
            await Container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads a blob; null where there is none.</summary>
    internal async Task<T?> FindAsync<T>(string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var bytes = (await Container.GetBlobClient(name).DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value.Content.ToArray();
            if (!name.EndsWith(".gz", StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize(bytes, type);
            }

            var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            await using (unpacked.ConfigureAwait(false))
            {
                return await JsonSerializer.DeserializeAsync(unpacked, type, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{ContainerName}/{name} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a blob, packed where its name ends in <c>.gz</c>.</summary>
    internal async Task WriteAsync<T>(string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var packed = new MemoryStream();
            using (var writer = new GZipStream(packed, CompressionLevel.Fastest))
            {
                writer.Write(bytes);
            }

            bytes = packed.ToArray();
        }

        await Container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, cancellationToken).ConfigureAwait(false);
    }
}
