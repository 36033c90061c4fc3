using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Blobs of the early warning, container <c>fraud-warnings</c>: what it knows, and the warnings that scoring looks at. Thread-safe.</summary>
/// <param name="service">Account of the blobs.</param>
public sealed class WarningStore(BlobServiceClient service)
{
    private const string ActiveBlob = "active.json";
    private const string StateBlob = "state.json";
    /// <summary>Container of the active warnings.</summary>
    public const string ContainerName = "fraud-warnings";

    private readonly BlobContainerClient _container = service.GetBlobContainerClient(ContainerName);

    /// <summary>Reads what is known.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The document and its version; null and the default before the first.</returns>
    public async Task<(SurgeDocument? Document, ETag Version)> ReadStateAsync(CancellationToken cancellationToken)
    {
        var (content, version) = await ReadAsync(StateBlob, default, cancellationToken).ConfigureAwait(false);
        return (content?.ToObjectFromJson<SurgeDocument>(WarningJson.Options), version);
    }

    /// <summary>Writes what is known, unless another has written since it was read.</summary>
    /// <param name="document">The document.</param>
    /// <param name="version">Version that was read; the default for none.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="RequestFailedException">Status 409 or 412: another has written.</exception>
    public async Task<ETag> WriteStateAsync(SurgeDocument document, ETag version, CancellationToken cancellationToken)
    {
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var conditions = version == default ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = version };
        return await WriteAsync(StateBlob, document, conditions, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the warnings that scoring looks at.</summary>
    /// <param name="warnings">The warnings.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task WriteActiveAsync(IReadOnlyCollection<ActiveWarning> warnings, CancellationToken cancellationToken) =>
        WriteAsync(ActiveBlob, warnings.ToArray(), null, cancellationToken);

    /// <summary>Reads the warnings that scoring looks at, if they have changed.</summary>
    /// <param name="known">Version that is known; the default for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The warnings, or null when they are as they were or there were never any; and their version.</returns>
    public async Task<(ActiveWarning[]? Warnings, ETag Version)> ReadActiveAsync(ETag known, CancellationToken cancellationToken)
    {
        var (content, version) = await ReadAsync(ActiveBlob, known, cancellationToken).ConfigureAwait(false);
        return (content?.ToObjectFromJson<ActiveWarning[]>(WarningJson.Options), version);
    }

    private async Task<ETag> WriteAsync<T>(string blob, T document, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        var content = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(document, WarningJson.Options));
        var options = new BlobUploadOptions { Conditions = conditions, HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" } };
        return (await _container.GetBlobClient(blob).UploadAsync(content, options, cancellationToken).ConfigureAwait(false)).Value.ETag;
    }

    private async Task<(BinaryData? Content, ETag Version)> ReadAsync(string blob, ETag known, CancellationToken cancellationToken)
    {
        try
        {
            var options = known == default ? null : new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = known } };
            var answer = await _container.GetBlobClient(blob).DownloadContentAsync(options, cancellationToken).ConfigureAwait(false);
            return answer.GetRawResponse().Status == 304 ? (null, known) : (answer.Value.Content, answer.Value.Details.ETag);
        }
        catch (RequestFailedException failed) when (failed.Status is 304 or 404)
        {
            return (null, failed.Status == 304 ? known : default);
        }
    }
}
