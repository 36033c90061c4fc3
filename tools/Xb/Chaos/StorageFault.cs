namespace XbFunctions.Xb.Chaos;

/// <summary>What happens to a storage request.</summary>
internal enum StorageFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection breaks before the request took effect.</summary>
    BrokenBefore,

    /// <summary>The request takes effect, and the connection breaks before its answer.</summary>
    BrokenAfter,

    /// <summary>500 without effect.</summary>
    ServerError,

    /// <summary>503 without effect.</summary>
    Busy,

    /// <summary>The answer is late.</summary>
    Slow,

    /// <summary>The connection breaks at once, and the request takes effect seconds later, behind what was sent again meanwhile. Appends to journals only.</summary>
    Late,
}
