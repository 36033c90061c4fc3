namespace XbFunctions.State;

/// <summary>What is done with events that come out of order.</summary>
/// <param name="AllowedLatenessMs">How far before the watermark an event may lie and still count; 0 or more.</param>
/// <param name="FutureToleranceMs">How far after its arrival an event may claim to have happened; 0 or more.</param>
public readonly record struct EventTimeRule(long AllowedLatenessMs, long FutureToleranceMs)
{
    /// <summary>A rule in time spans.</summary>
    /// <param name="allowedLateness">As above.</param>
    /// <param name="futureTolerance">As above.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative.</exception>
    public static EventTimeRule Of(TimeSpan allowedLateness, TimeSpan futureTolerance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(allowedLateness, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(futureTolerance, TimeSpan.Zero);
        return new EventTimeRule((long)allowedLateness.TotalMilliseconds, (long)futureTolerance.TotalMilliseconds);
    }
}
