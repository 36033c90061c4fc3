using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>The payments of one partition, in memory and cut into batches as the trigger hands them over.</summary>
internal static class PipelineBatches
{
    /// <summary>Reads the payments of one partition, batch by batch.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="from">Sequence number of the first; the hub begins with 0.</param>
    /// <param name="count">Most payments.</param>
    /// <param name="batchSize">Payments of a batch.</param>
    public static IEnumerable<StreamEvent[]> Read(HubPartition partition, long from, int count, int batchSize)
    {
        for (var (next, end) = (from, from + count); next < end && partition.TryRead(next, (int)Math.Min(batchSize, end - next), out var read);)
        {
            yield return [.. read.Select(Event)];
            next = read[^1].SequenceNumber + 1;
        }
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
