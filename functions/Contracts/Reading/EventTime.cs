namespace XbFunctions.Contracts;

/// <summary>
/// Whether an event time is plausible. Apart from reading, because a replay of old data allows what live traffic does not.
/// </summary>
public static class EventTime
{
    /// <summary>How old an event may be: 90 days, the longest that Event Hubs keeps one.</summary>
    public static readonly TimeSpan DefaultMaxPast = TimeSpan.FromDays(90);

    /// <summary>How far ahead a producer's clock may be: one day, which forgives a wrong time zone.</summary>
    public static readonly TimeSpan DefaultMaxFuture = TimeSpan.FromDays(1);

    /// <summary>Checks an event time against the time it is judged by, such as its arrival.</summary>
    /// <param name="occurredAt">Event time.</param>
    /// <param name="now">The present of that event.</param>
    /// <param name="maxPast">Oldest age that is taken; <see cref="DefaultMaxPast"/> when null.</param>
    /// <param name="maxFuture">Furthest lead that is taken; <see cref="DefaultMaxFuture"/> when null.</param>
    /// <returns>A refusal of <c>occurredAt</c>, or the default.</returns>
    public static EventRefusal Check(DateTimeOffset occurredAt, DateTimeOffset now, TimeSpan? maxPast = null, TimeSpan? maxFuture = null)
    {
        var age = now - occurredAt;
        return age > (maxPast ?? DefaultMaxPast) || -age > (maxFuture ?? DefaultMaxFuture)
            ? new EventRefusal(EventRefusalReason.TimeOutOfRange, "occurredAt")
            : default;
    }
}
