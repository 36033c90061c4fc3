using Microsoft.Extensions.Hosting;
using XbFunctions.State;

namespace XbFunctions.App.Events;

/// <summary>Stops following another function's state while storage still answers.</summary>
/// <typeparam name="TState">State of the followed function.</typeparam>
/// <param name="follower">The follower, which begins with its first reader.</param>
internal sealed class FollowerLifetime<TState>(StateFollower<TState> follower) : IHostedService
    where TState : class, IStreamState
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => follower.DisposeAsync().AsTask();
}
