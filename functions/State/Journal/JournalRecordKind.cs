namespace XbFunctions.State;

/// <summary>What a journal record says.</summary>
internal enum JournalRecordKind : byte
{
    /// <summary>A committed batch, or a part of one.</summary>
    Batch = 1,

    /// <summary>No events: outputs and lookups up to its marks are done.</summary>
    Mark = 2,

    /// <summary>The last record of a journal; the next generation follows.</summary>
    Seal = 3,

    /// <summary>No events: those of its range were lost.</summary>
    Gap = 4,
}
