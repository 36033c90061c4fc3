using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Replay;

/// <summary>How far the function that scores payments has come, by the checkpoints that its host writes, local or in Azure.</summary>
/// <param name="storage">The app's storage.</param>
internal sealed class ConsumerCheckpoints(BlobServiceClient storage)
{
    private const string Container = "azure-webjobs-eventhub";
    private const string ConsumerGroup = "fraud";
    private const string SequenceKey = "sequencenumber";

    /// <summary>Reads the checkpoints.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Sequence number of the last event that was processed, by partition id; none for a partition without a checkpoint.</returns>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        const string folder = $"/{HubNames.Payments}/{ConsumerGroup}/checkpoint/";
        try
        {
            var blobs = storage.GetBlobContainerClient(Container)
                .GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix: null, cancellationToken);
            await foreach (var blob in blobs)
            {
                var at = blob.Name.IndexOf(folder, StringComparison.Ordinal);
                if (at > 0
                    && blob.Metadata.TryGetValue(SequenceKey, out var text)
                    && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequence))
                {
                    var partition = blob.Name[(at + folder.Length)..];
                    found[partition] = Math.Max(sequence, found.GetValueOrDefault(partition, -1));
                }
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // No host has ever run on this storage.
        }

        return found;
    }
}
