namespace XbFunctions.State;

/// <summary>What a runner has done for one partition since it started; a restart begins at zero.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="LastSequence">Last sequence number committed; -1 before any event.</param>
/// <param name="Events">Events committed, dead letters and duplicates among them.</param>
/// <param name="Duplicates">Events whose id was seen within the window.</param>
/// <param name="Redelivered">Events delivered again after their commit, and skipped.</param>
/// <param name="DeadLettered">Events written to the dead letters.</param>
/// <param name="Gaps">Jumps in sequence numbers.</param>
/// <param name="Missing">Events lost: jumped over, and no longer held by the hub.</param>
/// <param name="Published">Events sent, those sent again after a fault included.</param>
/// <param name="Healed">Events that a jump had skipped and that were read from the hub again.</param>
/// <param name="Lost">The newest ranges lost, oldest first, at most 100; part of the durable state, so they outlast a restart.</param>
public sealed record StreamCounters(
    StreamPartition Partition,
    long LastSequence,
    long Events,
    long Duplicates,
    long Redelivered,
    long DeadLettered,
    long Gaps,
    long Missing,
    long Published,
    long Healed,
    IReadOnlyList<SequenceGap> Lost);
