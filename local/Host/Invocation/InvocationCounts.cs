namespace XbFunctions.Host;

/// <summary>What is running right now; the drain status reports it.</summary>
internal sealed class InvocationCounts
{
    private int _invocations;
    private int _retries;

    /// <summary>Invocations that run, with those that wait for a retry.</summary>
    public int Outstanding => Volatile.Read(ref _invocations);

    /// <summary>Invocations that failed and will be, or are being, tried again.</summary>
    public int OutstandingRetries => Volatile.Read(ref _retries);

    public void Begin() => Interlocked.Increment(ref _invocations);

    public void End(bool wasRetrying)
    {
        Interlocked.Decrement(ref _invocations);
        if (wasRetrying)
        {
            Interlocked.Decrement(ref _retries);
        }
    }

    public void BeginRetrying() => Interlocked.Increment(ref _retries);
}
