namespace XbFunctions.Xb.Chaos;

/// <summary>What a run of <c>xb chaos</c> does.</summary>
/// <param name="Duration">How long faults and load go on.</param>
/// <param name="Seed">Seed of faults and load; timing still differs from run to run.</param>
/// <param name="EventsPerSecond">Rate of the load.</param>
/// <param name="FaultInterval">Mean time between two acts of violence.</param>
/// <param name="Acts">Which acts.</param>
/// <param name="StorageFaults">Share of storage requests that fail.</param>
/// <param name="LateAppends">Share of the appends to journals that take effect late.</param>
/// <param name="SnapshotRecords">Records of a journal between two snapshots.</param>
/// <param name="Bug">A bug put in on purpose.</param>
/// <param name="Folder">Folder of all data and logs, emptied first.</param>
internal sealed record ChaosOptions(
    TimeSpan Duration, int Seed, int EventsPerSecond, TimeSpan FaultInterval, ChaosActs Acts, double StorageFaults, double LateAppends,
    int SnapshotRecords, ChaosBug Bug, string Folder)
{
    /// <summary>Instances of the app, each with a process for every function group.</summary>
    public const int Instances = 2;

    /// <summary>Partitions of each hub.</summary>
    public const int Partitions = 4;

    /// <summary>Age after which an instance takes partitions over from one that no longer speaks; short, so that pauses outlast it.</summary>
    public static readonly TimeSpan OwnershipExpiration = TimeSpan.FromSeconds(5);
}
