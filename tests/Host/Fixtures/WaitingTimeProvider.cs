using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.Host.Tests;

/// <summary>A clock that tells when someone begins to wait, so that a test moves it no earlier than that.</summary>
internal sealed class WaitingTimeProvider(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(90);
    private readonly Channel<TimeSpan> _delays = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _delays.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Completes when a wait of the given length has begun since the last call.</summary>
    public async Task DelayBegunAsync(TimeSpan length)
    {
        while (await _delays.Reader.ReadAsync().AsTask().WaitAsync(SafetyNet) != length)
        {
            // A wait of someone else.
        }
    }

    /// <summary>Moves the clock by a wait once it has begun.</summary>
    public async Task PassDelayAsync(TimeSpan length)
    {
        await DelayBegunAsync(length);
        Advance(length);
    }
}
