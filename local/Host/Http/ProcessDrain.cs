namespace XbFunctions.Host;

/// <summary>Drains an app whose functions are all in this process.</summary>
internal sealed class ProcessDrain(ListenerGroup listeners, InvocationCounts counts) : IDrain
{
    public (int Invocations, int Retries) Outstanding => (counts.Outstanding, counts.OutstandingRetries);

    public Task BeginAsync()
    {
        // The listeners stop when the invocations that they began have ended; nobody waits for that here.
        _ = listeners.StopAsync();
        return Task.CompletedTask;
    }

    public Task EndAsync(CancellationToken cancellationToken) => listeners.StartAsync(cancellationToken);
}
