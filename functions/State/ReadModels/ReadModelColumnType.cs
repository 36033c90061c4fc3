namespace XbFunctions.State;

/// <summary>What a column of a read model holds. The numbers are part of the journal.</summary>
public enum ReadModelColumnType
{
    /// <summary>A whole number of 64 bits.</summary>
    Whole = 1,

    /// <summary>A double; NaN leaves the column out of its row.</summary>
    Number = 2,

    /// <summary>A text of at most 32,000 characters; null leaves the column out of its row.</summary>
    Text = 3,

    /// <summary>A time in UTC, whole milliseconds; the default leaves the column out of its row.</summary>
    Time = 4,
}
