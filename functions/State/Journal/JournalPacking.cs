namespace XbFunctions.State;

/// <summary>How the payload of a record is stored. The numbers are part of the format.</summary>
internal enum JournalPacking : byte
{
    /// <summary>As it is.</summary>
    None = 0,

    /// <summary>As one Zstandard frame that states its content's size.</summary>
    Zstandard = 1,
}
