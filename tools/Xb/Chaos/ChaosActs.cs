namespace XbFunctions.Xb.Chaos;

/// <summary>Which acts of violence a run commits.</summary>
internal enum ChaosActs
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Kills of processes, instances and the hub.</summary>
    Kills,

    /// <summary>Pauses of function processes, which make second owners.</summary>
    Pauses,
}
