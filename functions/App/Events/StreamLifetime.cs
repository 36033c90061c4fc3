using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XbFunctions.State;

namespace XbFunctions.App.Events;

/// <summary>Closes the partitions of a streaming function while storage still answers: what waits behind a commit is written.</summary>
/// <typeparam name="TState">State of the function.</typeparam>
/// <param name="runner">The function's runner.</param>
/// <param name="logger">Told when the time was too short.</param>
internal sealed class StreamLifetime<TState>(StreamRunner<TState> runner, ILogger<StreamLifetime<TState>> logger) : IHostedService
    where TState : class, IStreamState
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await runner.StopAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nothing is lost: the journal has it, and whoever opens the partitions next writes it.
            logger.StoppedEarly(typeof(TState).Name);
        }
    }
}
