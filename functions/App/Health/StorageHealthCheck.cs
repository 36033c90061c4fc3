using Azure.Storage.Blobs;
using XbFunctions.State;

namespace XbFunctions.App.Health;

/// <summary>Whether storage takes what is written and gives it back.</summary>
/// <param name="storage">The account.</param>
/// <param name="options">Name of the container of the state.</param>
/// <param name="time">Clock whose time is written.</param>
internal sealed class StorageHealthCheck(BlobServiceClient storage, StateOptions options, TimeProvider time) : IHealthCheck
{
    private const string Blob = "health/ready";

    /// <inheritdoc/>
    public string Name => "storage";

    /// <inheritdoc/>
    public async Task<(HealthState Status, string Detail)> CheckAsync(CancellationToken cancellationToken)
    {
        var container = storage.GetBlobContainerClient(options.StateContainer);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var blob = container.GetBlobClient(Blob);
        await blob.UploadAsync(BinaryData.FromString(time.GetUtcNow().ToString("O")), overwrite: true, cancellationToken);
        await blob.DownloadContentAsync(cancellationToken);
        return (HealthState.Ready, "A blob was written and read.");
    }
}
