using Microsoft.Extensions.Hosting;
using XbFunctions.State;

namespace XbFunctions.App.Events;

/// <summary>Closes the partitions of a streaming function while storage still answers: what waits behind a commit is written.</summary>
/// <typeparam name="TState">State of the function.</typeparam>
/// <param name="runner">The function's runner.</param>
internal sealed class StreamLifetime<TState>(StreamRunner<TState> runner) : IHostedService
    where TState : class, IStreamState
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => runner.StopAsync(cancellationToken).AsTask();
}
