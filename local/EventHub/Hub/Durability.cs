namespace XbFunctions.EventHub;

/// <summary>What must have happened to an event before it is acknowledged.</summary>
public enum Durability
{
    /// <summary>Handed to the operating system: survives a crash or kill -9 of the process, not a power cut. The default.</summary>
    Os,

    /// <summary>Flushed to the disk: survives a power cut. Appends that wait at the same time share one flush.</summary>
    Disk,
}
