namespace XbFunctions.EventHub;

/// <summary>
/// Holds back the senders of one connection while too many payload bytes wait for its socket. The library queues without a bound, so a slow
/// reader with much credit would otherwise fill the memory.
/// </summary>
/// <param name="maxPending">Payload bytes above which senders wait.</param>
internal sealed class OutgoingGate(long maxPending)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _below;
    private long _pending;

    /// <summary>Payload bytes that wait for the socket.</summary>
    public long Pending
    {
        get
        {
            lock (_lock)
            {
                return _pending;
            }
        }
    }

    /// <summary>Whether a sender waits.</summary>
    public bool IsHolding
    {
        get
        {
            lock (_lock)
            {
                return _below is not null;
            }
        }
    }

    /// <summary>Counts payload bytes that are handed to the library, unless too many wait already.</summary>
    /// <returns>Whether they may be handed over. All links of a connection together pass the bound by one event at most.</returns>
    public bool TryAdd(int bytes)
    {
        lock (_lock)
        {
            var isOpen = _pending <= maxPending;
            _pending += isOpen ? bytes : 0;
            return isOpen;
        }
    }

    /// <summary>Counts payload bytes the socket has taken.</summary>
    public void Release(long bytes)
    {
        TaskCompletionSource? below = null;
        lock (_lock)
        {
            _pending = Math.Max(0, _pending - bytes);
            if (_pending <= maxPending)
            {
                (below, _below) = (_below, null);
            }
        }

        below?.TrySetResult();
    }

    /// <summary>Completes once less than the bound waits.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_pending <= maxPending)
            {
                return Task.CompletedTask;
            }

            _below ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _below.Task.WaitAsync(cancellationToken);
        }
    }
}
