namespace XbFunctions.EventHub;

/// <summary>What a partition holds at one moment.</summary>
/// <param name="Hub">Hub name.</param>
/// <param name="Id">Partition id.</param>
/// <param name="BeginSequenceNumber">Sequence number of the first retained event; of the next one when none is retained.</param>
/// <param name="LastSequenceNumber">Sequence number of the newest event; -1 when nothing was ever written.</param>
/// <param name="LastOffset">Offset of the newest event; "-1" when nothing was ever written.</param>
/// <param name="LastEnqueuedAt">When the newest event was appended; <see cref="DateTimeOffset.MinValue"/> when nothing was ever written.</param>
/// <param name="IsEmpty">Whether no event is retained.</param>
public sealed record PartitionProperties(
    string Hub, string Id, long BeginSequenceNumber, long LastSequenceNumber, string LastOffset, DateTimeOffset LastEnqueuedAt, bool IsEmpty);
