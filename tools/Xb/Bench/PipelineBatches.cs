using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>The payments of one partition, in memory and cut into batches as the trigger hands them over.</summary>
internal static class PipelineBatches
{
    /// <summary>Reads the first events of each partition.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="events">Most events, over all partitions.</param>
    /// <param name="batchSize">Events of a batch.</param>
    /// <returns>Batches by partition.</returns>
    public static List<StreamEvent[]>[] Read(HubEntity hub, int events, int batchSize) =>
        [.. hub.Partitions.Select(partition => Read(partition, events / hub.Partitions.Count, batchSize))];

    private static List<StreamEvent[]> Read(HubPartition partition, int events, int batchSize)
    {
        var batches = new List<StreamEvent[]>();
        for (var next = 0L; next < events && partition.TryRead(next, (int)Math.Min(batchSize, events - next), out var read);)
        {
            batches.Add([.. read.Select(Event)]);
            next = read[^1].SequenceNumber + 1;
        }

        return batches;
    }

    private static StreamEvent Event(StoredEvent stored) => new(
        stored.SequenceNumber,
        stored.EnqueuedAt,
        stored.Body,
        stored.MessageId,
        (string)stored.Properties[EventProperties.Type],
        (DateTimeOffset)stored.Properties[EventProperties.ProducerClock],
        stored.PartitionKey);
}
