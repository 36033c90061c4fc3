using System.Collections.Concurrent;
using System.Text;

namespace XbFunctions.State.Tests;

/// <summary>Keeps the ids and bodies of what was published, in order.</summary>
internal sealed class RecordingPublisher : IEventPublisher
{
    private readonly ConcurrentQueue<(string Id, string Body)> _sent = new();

    public IReadOnlyCollection<string> Ids => [.. _sent.Select(static sent => sent.Id)];

    public IReadOnlyCollection<(string Id, string Body)> Sent => _sent;

    /// <summary>Called before each sending; throws to make it fail.</summary>
    public Action? Before { get; init; }

    public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        Before?.Invoke();
        foreach (var e in events)
        {
            _sent.Enqueue((e.EventId.ToString(), Encoding.UTF8.GetString(e.Body.Span)));
        }

        return Task.CompletedTask;
    }
}
