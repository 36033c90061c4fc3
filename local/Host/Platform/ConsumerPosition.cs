namespace XbFunctions.Host;

/// <summary>How far a function is in a partition.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Hub">Name of the hub.</param>
/// <param name="ConsumerGroup">Its consumer group.</param>
/// <param name="PartitionId">Id of the partition: a number in text.</param>
/// <param name="LastProcessedSequence">Sequence number of the last event of the last finished invocation; -1 before the first.</param>
/// <param name="LastEnqueuedSequence">Sequence number of the newest event in the partition; -1 when it never held one.</param>
public sealed record ConsumerPosition(
    string Function, string Hub, string ConsumerGroup, string PartitionId, long LastProcessedSequence, long LastEnqueuedSequence)
{
    /// <summary>Events that wait; never negative.</summary>
    public long Lag => Math.Max(0, LastEnqueuedSequence - LastProcessedSequence);
}
