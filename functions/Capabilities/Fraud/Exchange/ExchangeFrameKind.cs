namespace XbFunctions.Capabilities.Fraud;

/// <summary>Where a frame stands. The numbers stand in stored frames.</summary>
[Flags]
internal enum ExchangeFrameKind : ushort
{
    /// <summary>It tells of what has changed.</summary>
    Changes = 0,

    /// <summary>The first of those that tell everything.</summary>
    First = 1,

    /// <summary>The last of those that tell everything.</summary>
    Last = 2,
}
