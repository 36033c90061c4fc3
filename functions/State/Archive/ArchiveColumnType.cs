namespace XbFunctions.State;

/// <summary>What a column of an archive holds. The numbers are part of the journal.</summary>
public enum ArchiveColumnType
{
    /// <summary>A whole number of 64 bits; Parquet <c>INT64</c>.</summary>
    Whole = 1,

    /// <summary>A float; Parquet <c>FLOAT</c>. Unknown is NaN, as a model sees it.</summary>
    Single = 2,

    /// <summary>A double; Parquet <c>DOUBLE</c>.</summary>
    Number = 3,

    /// <summary>A text or null; Parquet <c>BYTE_ARRAY (STRING)</c>, optional.</summary>
    Text = 4,

    /// <summary>A time in UTC, whole milliseconds; Parquet <c>INT64 (TIMESTAMP, UTC, milliseconds)</c>.</summary>
    Time = 5,

    /// <summary>True or false; Parquet <c>BOOLEAN</c>.</summary>
    Flag = 6,
}
