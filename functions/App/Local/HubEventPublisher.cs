using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using XbFunctions.EventHub;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.App.Local;

/// <summary>
/// Publishes to the embedded hub in place where this process has it, else over AMQP to the namespace that setting <c>EventHubs</c> names. Each event
/// goes to the partition of its key.
/// </summary>
/// <param name="platform">Owner of the embedded hub.</param>
/// <param name="configuration">App settings.</param>
/// <param name="time">Clock of retries.</param>
/// <param name="loggers">Makes the loggers.</param>
internal sealed class HubEventPublisher(LocalPlatform platform, IConfiguration configuration, TimeProvider time, ILoggerFactory loggers)
    : IEventPublisher, IAsyncDisposable
{
    private const string Setting = "EventHubs";
    private readonly ConcurrentDictionary<string, Lazy<RemoteHub>> _remote = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        foreach (var (hub, outgoing) in ByHub(events))
        {
            if (platform.Broker is { } broker)
            {
                await broker.GetHub(hub).AppendAsync(outgoing, cancellationToken: cancellationToken);
            }
            else
            {
                await _remote.GetOrAdd(hub, Open).Value.Sender.SendAsync(outgoing, cancellationToken: cancellationToken);
            }
        }
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var remote in _remote.Values)
        {
            await remote.Value.Sender.DisposeAsync();
            await remote.Value.Client.DisposeAsync();
        }
    }

    private static List<(string Hub, List<HubEvent> Events)> ByHub(IReadOnlyList<OutgoingEvent> events)
    {
        var hubs = new List<(string Hub, List<HubEvent> Events)>(1);
        for (var index = 0; index < events.Count; index++)
        {
            var outgoing = events[index];
            var at = 0;
            while (at < hubs.Count && hubs[at].Hub != outgoing.Hub)
            {
                at++;
            }

            if (at == hubs.Count)
            {
                hubs.Add((outgoing.Hub, new List<HubEvent>(events.Count - index)));
            }

            hubs[at].Events.Add(ToHubEvent(outgoing));
        }

        return hubs;
    }

    private Lazy<RemoteHub> Open(string hub) => new(() =>
    {
        var connection = configuration[Setting] is { Length: > 0 } text
            ? HubConnectionString.Parse(text)
            : throw new InvalidOperationException($"The app setting {Setting} is missing, so there is nowhere to publish to. Set it to an Event Hubs connection string.");
        var client = new HubClient(connection, hub, null, time, loggers);
        return new RemoteHub(client, client.CreateSender());
    });

    private static HubEvent ToHubEvent(OutgoingEvent outgoing) => new(outgoing.Body)
    {
        PartitionKey = outgoing.PartitionKey,
        MessageId = outgoing.EventId,
        ContentType = "application/json",
        Properties = new CloudEventAttributes(outgoing.EventType, outgoing.EventId),
    };

    private sealed record RemoteHub(HubClient Client, HubSender Sender);
}
