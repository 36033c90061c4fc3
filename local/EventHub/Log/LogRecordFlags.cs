namespace XbFunctions.EventHub;

/// <summary>What a record says of itself.</summary>
[Flags]
internal enum LogRecordFlags : ushort
{
    /// <summary>The last or only event of its batch, without a producer stamp.</summary>
    None = 0,

    /// <summary>A producer stamp ends the payload.</summary>
    Producer = 1,

    /// <summary>The next record belongs to the same batch.</summary>
    Followed = 2,
}
