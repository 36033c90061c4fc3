using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>The listeners of all functions: started, drained and started again together.</summary>
internal sealed class ListenerGroup(IReadOnlyList<Func<IFunctionListener>> create, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile IFunctionListener[] _listeners = [];

    /// <summary>How far each Event Hubs function is in each partition.</summary>
    public IEnumerable<ConsumerPosition> Positions => _listeners.OfType<EventHubListener>().SelectMany(static listener => listener.Positions);

    /// <summary>Starts a listener for each function; does nothing when they run.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_listeners.Length == 0)
            {
                var listeners = create.Select(static make => make()).ToArray();
                _listeners = listeners;
                await Task.WhenAll(listeners.Select(listener => listener.StartAsync(cancellationToken))).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops all listeners and awaits the invocations they began.</summary>
    public async Task StopAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_listeners.Select(StopOneAsync)).ConfigureAwait(false);
            _listeners = [];
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task StopOneAsync(IFunctionListener listener)
    {
        try
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.StopFailed(exception, listener.GetType().Name);
        }
    }
}
