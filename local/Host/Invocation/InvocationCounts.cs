namespace XbFunctions.Host;

/// <summary>Counts what is running right now, for the drain status and for a host that waits for its end.</summary>
internal sealed class InvocationCounts
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _invocations;
    private int _retries;

    /// <summary>Invocations that run, with those that wait for a retry.</summary>
    public int Outstanding
    {
        get
        {
            lock (_gate)
            {
                return _invocations;
            }
        }
    }

    /// <summary>Invocations that failed and will be, or are being, tried again.</summary>
    public int OutstandingRetries
    {
        get
        {
            lock (_gate)
            {
                return _retries;
            }
        }
    }

    public void Begin()
    {
        lock (_gate)
        {
            _invocations++;
        }
    }

    public void BeginRetrying()
    {
        lock (_gate)
        {
            _retries++;
        }
    }

    public void End(bool wasRetrying)
    {
        lock (_gate)
        {
            _retries -= wasRetrying ? 1 : 0;
            if (--_invocations == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }

    /// <summary>Completes when nothing runs.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _invocations == 0 ? Task.CompletedTask : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
