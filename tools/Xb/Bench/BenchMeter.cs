using System.Diagnostics;

namespace XbFunctions.Xb.Bench;

/// <summary>Measures invocations of one partition from the first on, until so many events or so much time has passed.</summary>
/// <param name="events">Events after which it ends.</param>
/// <param name="time">Time after which it ends.</param>
public sealed class BenchMeter(long events, TimeSpan time)
{
    private readonly TaskCompletionSource<(long Events, double Seconds, long Bytes)> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _seen;
    private long _startedAt;
    private long _bytesBefore;

    /// <summary>Completes with the events after the first batch, the seconds and the bytes allocated.</summary>
    public Task<(long Events, double Seconds, long Bytes)> Done => _done.Task;

    /// <summary>Notes a batch.</summary>
    /// <param name="count">Its events.</param>
    public void Saw(int count)
    {
        if (_startedAt == 0)
        {
            _startedAt = Stopwatch.GetTimestamp();
            _bytesBefore = GC.GetTotalAllocatedBytes();
            return;
        }

        _seen += count;
        var elapsed = Stopwatch.GetElapsedTime(_startedAt);
        if (_seen >= events || elapsed >= time)
        {
            _done.TrySetResult((_seen, elapsed.TotalSeconds, GC.GetTotalAllocatedBytes() - _bytesBefore));
        }
    }
}
