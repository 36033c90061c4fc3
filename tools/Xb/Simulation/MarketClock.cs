namespace XbFunctions.Xb.Simulation;

/// <summary>
/// Local time of a market, daylight saving included. Looks the offset up once an hour of event time, since offsets change on whole
/// UTC hours in every simulated zone. Not thread-safe.
/// </summary>
internal sealed class MarketClock
{
    private readonly TimeZoneInfo _zone;
    private long _hour = -1;
    private TimeSpan _offset;

    /// <exception cref="SimulationException">This machine has no time zone data.</exception>
    public MarketClock(string timeZone)
    {
        try
        {
            _zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        }
        catch (Exception missing) when (missing is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new SimulationException(
                $"Time zone {timeZone} is not known to this machine; install the time zone database (package tzdata) and start again.",
                missing);
        }
    }

    /// <summary>The wall clock in the market at <paramref name="instant"/>; its kind is unspecified.</summary>
    public DateTime Local(DateTimeOffset instant)
    {
        var hour = instant.UtcTicks / TimeSpan.TicksPerHour;
        if (hour != _hour)
        {
            _hour = hour;
            _offset = _zone.GetUtcOffset(instant);
        }

        return new DateTime(instant.UtcTicks + _offset.Ticks, DateTimeKind.Unspecified);
    }
}
