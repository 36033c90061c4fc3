namespace XbFunctions.Xb.Replay;

/// <summary>Holds events back until their time has come, at a multiple of real time.</summary>
/// <param name="speed">Times real time; null never waits.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplayPace(double? speed, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private DateTimeOffset? _first;

    /// <summary>Whether an event's time has not come yet.</summary>
    /// <param name="occurredAt">Its event time.</param>
    public bool MustWait(DateTimeOffset occurredAt) => Missing(occurredAt) > TimeSpan.Zero;

    /// <summary>Waits until an event's time has come.</summary>
    /// <param name="occurredAt">Its event time; that of the first event is now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitAsync(DateTimeOffset occurredAt, CancellationToken cancellationToken) =>
        Missing(occurredAt) is var missing && missing > TimeSpan.Zero ? Task.Delay(missing, time, cancellationToken) : Task.CompletedTask;

    private TimeSpan Missing(DateTimeOffset occurredAt)
    {
        _first ??= occurredAt;
        return speed is { } times ? ((occurredAt - _first.Value) / times) - time.GetElapsedTime(_started) : TimeSpan.Zero;
    }
}
