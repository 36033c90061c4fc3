namespace XbFunctions.Xb.Chaos;

/// <summary>A bug that <c>xb chaos</c> puts in on purpose, to show that the proof can fail.</summary>
internal enum ChaosBug
{
    /// <summary>None.</summary>
    None,

    /// <summary>Appends to a journal lose their condition on the position: an older owner is no longer kept out.</summary>
    NoFencing,

    /// <summary>Some appends are acknowledged without having been made, as a commit that is only in memory would be.</summary>
    LostCommit,
}
