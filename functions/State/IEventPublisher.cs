namespace XbFunctions.State;

/// <summary>Sends committed events to their hubs.</summary>
public interface IEventPublisher
{
    /// <summary>Sends every event, keeping the order of those with one hub and partition key; returns once the hubs have accepted them.</summary>
    /// <remarks>
    /// Events may be sent again with the same ids after a fault. <see cref="IOException"/>, <see cref="TimeoutException"/> and
    /// Azure's throttling and server errors are retried without limit; any other exception reaches the host, and the events are
    /// sent again before the partition's next batch.
    /// </remarks>
    /// <param name="events">Events to send, never empty; the list and the bodies are valid until the returned task completes.</param>
    /// <param name="cancellationToken">Gives up waiting; the events are sent again later.</param>
    /// <returns>A task that completes when every event is accepted.</returns>
    Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken);
}
