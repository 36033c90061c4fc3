namespace XbFunctions.Host;

/// <summary>Times of day where the host runs, as schedules need them.</summary>
internal static class LocalTime
{
    /// <summary>The time on the clock of the provider's zone.</summary>
    public static DateTime LocalDateTimeOf(this DateTimeOffset moment, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).DateTime;
}
