namespace XbFunctions.State;

/// <summary>How an event's time stands to its partition's watermark.</summary>
public enum EventTiming
{
    /// <summary>Not before the watermark.</summary>
    OnTime,

    /// <summary>Before the watermark, within the allowed lateness: it still counts.</summary>
    Late,

    /// <summary>Further before the watermark than is allowed: its windows may be closed, it must not count.</summary>
    TooLate,

    /// <summary>Further after its arrival than is tolerated: its clock is wrong, it must not count.</summary>
    TooEarly,
}
