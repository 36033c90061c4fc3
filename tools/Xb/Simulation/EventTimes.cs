namespace XbFunctions.Xb.Simulation;

/// <summary>Event times have whole milliseconds, as real producers stamp them.</summary>
internal static class EventTimes
{
    /// <summary>A later time, in whole milliseconds.</summary>
    public static DateTimeOffset After(this DateTimeOffset time, TimeSpan delay)
    {
        var ticks = time.UtcTicks + delay.Ticks;
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }
}
