namespace XbFunctions.State;

/// <summary>How much of a partition is in a follower's copy.</summary>
/// <param name="PartitionId">Partition of the hub.</param>
/// <param name="LastSequence">Sequence number of the last event whose batch is wholly in it; -1 before any.</param>
/// <param name="EnqueuedAt">When the hub accepted that event, UTC; the Unix epoch before any.</param>
/// <param name="Staleness">Everything committed until this long ago is in it; it grows while storage does not answer.</param>
public readonly record struct FollowedPosition(string PartitionId, long LastSequence, DateTimeOffset EnqueuedAt, TimeSpan Staleness);
