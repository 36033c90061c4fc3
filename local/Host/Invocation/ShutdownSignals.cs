namespace XbFunctions.Host;

/// <summary>The two steps of a stopping host: first nothing new begins, later what still runs is cancelled.</summary>
internal sealed class ShutdownSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cancelling = new();

    /// <summary>Fires when the host begins to stop: no new invocations, no further retries, no checkpoints.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Fires after the grace period: the functions' own tokens follow it.</summary>
    public CancellationToken Cancelling => _cancelling.Token;

    public Task BeginAsync() => _stopping.CancelAsync();

    public Task CancelInvocationsAsync() => _cancelling.CancelAsync();

    public void Dispose()
    {
        _stopping.Dispose();
        _cancelling.Dispose();
    }
}
