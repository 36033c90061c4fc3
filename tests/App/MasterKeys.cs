using System.Text.Json;
using Azure.Storage.Blobs;

namespace XbFunctions.App.Tests;

/// <summary>The key of the admin calls, out of the account that keeps it.</summary>
internal static class MasterKeys
{
    /// <summary>Reads the key.</summary>
    public static async Task<string> ReadAsync(string storage, CancellationToken cancellationToken)
    {
        var secrets = new BlobServiceClient(storage).GetBlobContainerClient("azure-webjobs-secrets");
        await foreach (var blob in secrets.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (blob.Name.EndsWith("/host.json", StringComparison.Ordinal))
            {
                var keys = await secrets.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken);
                using var json = JsonDocument.Parse(keys.Value.Content);
                return json.RootElement.GetProperty("masterKey").GetProperty("value").GetString()!;
            }
        }

        throw new InvalidOperationException("The app has written no keys.");
    }
}
