namespace XbFunctions.Host;

/// <summary>Drains an app whose function groups have processes of their own: the supervisor tells them all.</summary>
internal sealed class SupervisedDrain(SupervisedProcess supervisor, InvocationCounts counts) : IDrain
{
    public (int Invocations, int Retries) Outstanding =>
        (counts.Outstanding + supervisor.Others.Outstanding, counts.OutstandingRetries + supervisor.Others.Retrying);

    public Task BeginAsync() => supervisor.TellAsync(new DrainMessage(true));

    public Task EndAsync(CancellationToken cancellationToken) => supervisor.TellAsync(new DrainMessage(false));
}
