namespace XbFunctions.Xb.Replay;

/// <summary>What becomes of rows that cannot be made into events.</summary>
internal enum BadRows
{
    /// <summary>The first one ends the command before anything is sent.</summary>
    Stop,

    /// <summary>They are sent as they stand, and the pipeline dead-letters them.</summary>
    Send,
}
