using System.Collections.Concurrent;

namespace XbFunctions.State.Tests;

/// <summary>Keeps the ids of what was published, in order.</summary>
internal sealed class RecordingPublisher : IEventPublisher
{
    private readonly ConcurrentQueue<string> _ids = new();

    public IReadOnlyCollection<string> Ids => _ids;

    /// <summary>Called before each sending; throws to make it fail.</summary>
    public Action? Before { get; init; }

    public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        Before?.Invoke();
        foreach (var e in events)
        {
            _ids.Enqueue(e.EventId);
        }

        return Task.CompletedTask;
    }
}
