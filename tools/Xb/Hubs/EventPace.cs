namespace XbFunctions.Xb.Hubs;

/// <summary>Lets events through at a rate.</summary>
/// <param name="rate">Events a second; 0 lets all through.</param>
/// <param name="time">The clock.</param>
internal sealed class EventPace(double rate, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly long _started = time.GetTimestamp();
    private long _taken;

    /// <summary>Waits until events may go.</summary>
    /// <param name="most">Most events to let through at once, at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many may go now, at least 1.</returns>
    public async ValueTask<int> TakeAsync(int most, CancellationToken cancellationToken)
    {
        var allowed = Allowed(most);
        while (allowed == 0)
        {
            await Task.Delay(Beat, time, cancellationToken);
            allowed = Allowed(most);
        }

        _taken += allowed;
        return allowed;
    }

    private int Allowed(int most) =>
        rate == 0 ? most : (int)Math.Clamp((time.GetElapsedTime(_started).TotalSeconds * rate) - _taken, 0, most);
}
