using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;

namespace XbFunctions.Host;

/// <summary>Keeps the state of schedules in the blobs that the service's host uses.</summary>
internal sealed class TimerStatusStore(BlobContainerClient container, string hostId)
{
    public const string Container = "azure-webjobs-hosts";

    /// <summary>Reads the state of a function's schedule.</summary>
    /// <returns>The state; <see langword="null"/> when there is none that can be read.</returns>
    public async Task<TimerStatus?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Blob(function).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize<TimerStatus>(content.Value.Content);
        }
        catch (Exception exception) when (exception is JsonException or RequestFailedException { Status: 404 })
        {
            return null;
        }
    }

    /// <summary>Writes the state of a function's schedule.</summary>
    public async Task WriteAsync(string function, TimerStatus status, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await Blob(function).UploadAsync(BinaryData.FromObjectAsJson(status), overwrite: true, cancellationToken).ConfigureAwait(false);
    }

    private BlobClient Blob(string function) => container.GetBlobClient($"timers/{hostId}/Host.Functions.{function}/status");
}
