namespace XbFunctions.Capabilities.Fraud;

/// <summary>Why the sums of other partitions are left out.</summary>
internal enum ExchangeGap
{
    /// <summary>None are: all that was told is known.</summary>
    None,

    /// <summary>Storage was not read yet.</summary>
    NotLoaded,

    /// <summary>Storage was read too long ago.</summary>
    Stale,

    /// <summary>A partition that had told something no longer has a blob; its own are left out, the others' are not.</summary>
    Missing,

    /// <summary>A partition's blob is damaged; its own are left out, the others' are not.</summary>
    Damaged,
}
