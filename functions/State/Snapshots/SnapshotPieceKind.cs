namespace XbFunctions.State;

/// <summary>What a piece of a snapshot holds.</summary>
internal enum SnapshotPieceKind : byte
{
    /// <summary>Hashes of claimed ids, 8 bytes each, oldest first.</summary>
    Ids = 1,

    /// <summary>A piece of the capability's state, in its own format.</summary>
    State = 2,

    /// <summary>Events lost so far, as <see cref="LossLedger"/> writes them.</summary>
    Losses = 3,
}
