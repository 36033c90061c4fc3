namespace XbFunctions.State;

/// <summary>Everything but the state itself at the moment a snapshot is taken.</summary>
/// <param name="Writer">Random number of the owner.</param>
/// <param name="Generation">Journal before whose first record the state is.</param>
/// <param name="LastSequence">Last sequence number committed.</param>
/// <param name="EnqueuedAt">When the hub accepted that event.</param>
/// <param name="Ids">Hashes of claimed ids, oldest first.</param>
/// <param name="Losses">Events lost so far.</param>
internal sealed record SnapshotPoint(ulong Writer, long Generation, long LastSequence, DateTimeOffset EnqueuedAt, ulong[] Ids, LossLedger Losses);
