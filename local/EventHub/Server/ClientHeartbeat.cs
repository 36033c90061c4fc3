namespace XbFunctions.EventHub;

/// <summary>Keeps a silent connection alive, and notices a client that has fallen silent.</summary>
/// <param name="idleTimeout">The server's own announced time-out; a client silent for twice that time is dropped.</param>
/// <param name="beat">Sends an empty frame.</param>
/// <param name="drop">Closes the connection.</param>
/// <param name="time">The clock.</param>
internal sealed class ClientHeartbeat(TimeSpan idleTimeout, Action beat, Action drop, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ShortestBeat = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private ITimer? _beats;
    private ITimer? _watch;
    private bool _isDisposed;
    private long _sent = time.GetTimestamp();
    private long _received = time.GetTimestamp();

    /// <summary>Begins to watch the client, before it has opened the connection: one that never does is silent, too.</summary>
    public void StartWatch()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _watch ??= time.CreateTimer(_ => Watch(), null, 2 * idleTimeout, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Begins to send signs of life, once the client has said how much silence it bears.</summary>
    /// <param name="peerIdleTimeout">Zero for any.</param>
    public void StartBeats(TimeSpan peerIdleTimeout)
    {
        lock (_lock)
        {
            if (!_isDisposed && peerIdleTimeout > TimeSpan.Zero && _beats is null)
            {
                var third = peerIdleTimeout / 3 > ShortestBeat ? peerIdleTimeout / 3 : ShortestBeat;
                _beats = time.CreateTimer(_ => Beat(third), null, third, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Sent() => Volatile.Write(ref _sent, time.GetTimestamp());

    public void Received() => Volatile.Write(ref _received, time.GetTimestamp());

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _beats?.Dispose();
            _watch?.Dispose();
        }
    }

    private void Beat(TimeSpan third)
    {
        var left = third - time.GetElapsedTime(Volatile.Read(ref _sent));
        if (left <= TimeSpan.Zero)
        {
            beat();
            left = third;
        }

        Change(_beats, left);
    }

    private void Watch()
    {
        var left = (2 * idleTimeout) - time.GetElapsedTime(Volatile.Read(ref _received));
        if (left <= TimeSpan.Zero)
        {
            drop();
            return;
        }

        Change(_watch, left);
    }

    private void Change(ITimer? timer, TimeSpan due)
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                timer?.Change(due < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : due, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
