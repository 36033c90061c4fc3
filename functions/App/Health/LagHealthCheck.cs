using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.App.Health;

/// <summary>How many events wait for the streaming functions: the newest of each partition less the checkpoint of the Functions host.</summary>
/// <remarks>Checkpoints lie in blobs, so that any instance sees the lag of all.</remarks>
/// <param name="hubs">The namespace.</param>
/// <param name="storage">Account of the checkpoints.</param>
/// <param name="options">How much may wait.</param>
internal sealed class LagHealthCheck(IHubProbe hubs, BlobServiceClient storage, HealthOptions options) : IHealthCheck
{
    private const string Container = "azure-webjobs-eventhub";
    private const string SequenceKey = "sequencenumber";

    /// <inheritdoc/>
    public string Name => "lag";

    /// <inheritdoc/>
    public async Task<(HealthState Status, string Detail)> CheckAsync(CancellationToken cancellationToken)
    {
        var checkpoints = await ReadCheckpointsAsync(cancellationToken);
        var worst = (Function: string.Empty, Partition: string.Empty, Events: -1L);
        var newest = await Task.WhenAll(StreamTrigger.All.Select(trigger => hubs.GetLastSequencesAsync(trigger.Hub, cancellationToken)));
        foreach (var (trigger, partitions) in StreamTrigger.All.Zip(newest))
        {
            foreach (var (partition, last) in partitions)
            {
                var done = checkpoints.GetValueOrDefault(Key(trigger.Hub, trigger.ConsumerGroup, partition), -1);
                worst = last - done > worst.Events ? (trigger.Function, partition, last - done) : worst;
            }
        }

        var detail = worst.Events <= 0
            ? "Nothing waits."
            : string.Create(CultureInfo.InvariantCulture, $"At most {worst.Events:N0} events wait: partition {worst.Partition} of {worst.Function}.");
        return (worst.Events > options.MaxLag ? HealthState.Degraded : HealthState.Ready, detail);
    }

    private async Task<Dictionary<string, long>> ReadCheckpointsAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            var listing = new GetBlobsOptions { Traits = BlobTraits.Metadata };
            await foreach (var blob in storage.GetBlobContainerClient(Container).GetBlobsAsync(listing, cancellationToken))
            {
                // {namespace}/{hub}/{group}/checkpoint/{partition}
                if (blob.Name.Split('/') is [_, var hub, var group, "checkpoint", var partition]
                    && blob.Metadata.TryGetValue(SequenceKey, out var text)
                    && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequence))
                {
                    var key = Key(hub, group, partition);
                    found[key] = Math.Max(sequence, found.GetValueOrDefault(key, -1));
                }
            }
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            // No function has begun yet: everything waits.
        }

        return found;
    }

    // The Functions host writes its names in lower case.
    private static string Key(string hub, string group, string partition) => $"{hub}/{group}/{partition}".ToLowerInvariant();
}
