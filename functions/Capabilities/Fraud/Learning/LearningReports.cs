using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Reports of learning, in the container of the models: <c>fraud/learning/{run}.json</c>. Thread-safe.</summary>
/// <param name="storage">Account of the container.</param>
public sealed class LearningReports(BlobServiceClient storage)
{
    private const string Folder = $"{FraudServiceCollectionExtensions.ModelName}/learning/";
    private const string Extension = ".json";
    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(ModelRegistry.ContainerName);

    /// <summary>Reads the report of a run.</summary>
    /// <param name="run">Its name.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The report, or <see langword="null"/> where the run has not ended yet.</returns>
    /// <exception cref="InvalidDataException">The report cannot be read.</exception>
    public async Task<LearningReport?> FindAsync(string run, CancellationToken cancellationToken = default)
    {
        try
        {
            var blob = await BlobOf(run).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(blob.Value.Content.ToMemory().Span, LearningJson.Default.LearningReport);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{Folder}{run}{Extension} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the latest report.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The report, or <see langword="null"/> where no run has ended yet.</returns>
    public async Task<LearningReport?> FindLatestAsync(CancellationToken cancellationToken = default)
    {
        if (!await _container.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var (latest, written) = ((string?)null, DateTimeOffset.MinValue);
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder, cancellationToken).ConfigureAwait(false))
        {
            if (blob.Properties.LastModified is { } modified && modified >= written && blob.Name.EndsWith(Extension, StringComparison.Ordinal))
            {
                (latest, written) = (blob.Name[Folder.Length..^Extension.Length], modified);
            }
        }

        return latest is null ? null : await FindAsync(latest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores a report, unless its run has one.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Whether it was stored; <see langword="false"/> where another instance ended the same run first.</returns>
    public async Task<bool> AddAsync(LearningReport report, CancellationToken cancellationToken = default)
    {
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            var options = new BlobUploadOptions
            {
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
            };
            var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(report, LearningJson.Default.LearningReport));
            await BlobOf(report.Run).UploadAsync(json, options, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return false;
        }
    }

    private BlobClient BlobOf(string run) => _container.GetBlobClient($"{Folder}{run}{Extension}");
}
