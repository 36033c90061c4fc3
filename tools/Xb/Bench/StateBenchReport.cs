namespace XbFunctions.Xb.Bench;

/// <summary>What <c>xb bench state</c> measured.</summary>
/// <param name="Keys">Keys in the state.</param>
/// <param name="Fill">Time in which as many events were committed.</param>
/// <param name="JournalLoad">Time in which the state came back from the journal alone.</param>
/// <param name="Snapshot">Time from the roll-over to the stored snapshot.</param>
/// <param name="SnapshotBytes">Its size.</param>
/// <param name="SnapshotLoad">Time in which the state came back from it.</param>
/// <param name="StateBytes">Memory that the loaded state holds.</param>
/// <param name="Before">Batches while no snapshot was written.</param>
/// <param name="Meanwhile">Batches while it was.</param>
internal sealed record StateBenchReport(
    int Keys,
    TimeSpan Fill,
    TimeSpan JournalLoad,
    TimeSpan Snapshot,
    long SnapshotBytes,
    TimeSpan SnapshotLoad,
    long StateBytes,
    BatchTimes Before,
    BatchTimes Meanwhile);
