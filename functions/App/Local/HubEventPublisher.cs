using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
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
    private const string ContentType = "application/json";
    private readonly ConcurrentDictionary<string, Lazy<RemoteHub>> _remote = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        if (platform.Broker is { } broker)
        {
            await PublishInPlaceAsync(broker, events, cancellationToken);
            return;
        }

        foreach (var (hub, partitionId, outgoing) in ByPlace(events))
        {
            var remote = _remote.GetOrAdd(hub, Open).Value;
            if (partitionId is { } wanted)
            {
                var key = await KeyOfAsync(remote, wanted, cancellationToken);
                HubEvent[] placed = [.. outgoing.Select(one => one with { PartitionKey = key })];
                await remote.Sender.SendAsync(placed, cancellationToken: cancellationToken);
                continue;
            }

            await remote.Sender.SendAsync(outgoing, cancellationToken: cancellationToken);
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

    // Encoded as it is read: nothing is made for an event.
    private static async Task PublishInPlaceAsync(EventHubBroker broker, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        var places = new List<Place>(1);
        try
        {
            Encode(broker, events, places);
            foreach (var place in places)
            {
                await place.Batch.AppendAsync(cancellationToken);
            }
        }
        finally
        {
            places.ForEach(static place => place.Batch.Dispose());
        }
    }

    private static void Encode(EventHubBroker broker, IReadOnlyList<OutgoingEvent> events, List<Place> places)
    {
        var templates = new EventTemplates(ContentType, TraceParent());
        for (var index = 0; index < events.Count; index++)
        {
            var outgoing = events[index];
            var at = 0;
            while (at < places.Count && (places[at].Hub != outgoing.Hub || places[at].PartitionId != outgoing.PartitionId))
            {
                at++;
            }

            if (at == places.Count)
            {
                int? partition = outgoing.PartitionId is { } id ? int.Parse(id, CultureInfo.InvariantCulture) : null;
                places.Add(new Place(outgoing.Hub, outgoing.PartitionId, broker.GetHub(outgoing.Hub).NewBatch(partition)));
            }

            places[at].Batch.Add(
                templates.Of(outgoing.EventType),
                outgoing.EventId.Utf8,
                outgoing.PartitionId is null ? outgoing.PartitionKey.Utf8 : default,
                outgoing.Body.Span);
        }
    }

    private static string? TraceParent() => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    private static List<(string Hub, string? PartitionId, List<HubEvent> Events)> ByPlace(IReadOnlyList<OutgoingEvent> events)
    {
        var places = new List<(string Hub, string? PartitionId, List<HubEvent> Events)>(1);
        var traceParent = TraceParent();
        for (var index = 0; index < events.Count; index++)
        {
            var outgoing = events[index];
            var at = 0;
            while (at < places.Count && (places[at].Hub != outgoing.Hub || places[at].PartitionId != outgoing.PartitionId))
            {
                at++;
            }

            if (at == places.Count)
            {
                places.Add((outgoing.Hub, outgoing.PartitionId, new List<HubEvent>(events.Count - index)));
            }

            places[at].Events.Add(ToHubEvent(outgoing, traceParent));
        }

        return places;
    }

    private Lazy<RemoteHub> Open(string hub) => new(() =>
    {
        var connection = configuration[Setting] is { Length: > 0 } text
            ? HubConnectionString.Parse(text)
            : throw new InvalidOperationException($"The app setting {Setting} is missing, so there is nowhere to publish to. Set it to an Event Hubs connection string.");
        var client = new HubClient(connection, hub, null, time, loggers);
        return new RemoteHub(client, client.CreateSender());
    });

    // A sender places by key alone: any key that the service places in the partition will do.
    private static async Task<string> KeyOfAsync(RemoteHub remote, string partitionId, CancellationToken cancellationToken)
    {
        var ids = (await remote.Client.GetPropertiesAsync(cancellationToken)).PartitionIds;
        var partition = int.Parse(partitionId, CultureInfo.InvariantCulture);
        if (partition < 0 || partition >= ids.Length)
        {
            throw new InvalidOperationException($"The hub has {ids.Length} partitions and none with the id {partitionId}.");
        }

        for (var number = 0; ; number++)
        {
            var key = $"partition-{partitionId}-{number}";
            if (PartitionKeyHash.Place(key, ids.Length) == partition)
            {
                return key;
            }
        }
    }

    private static HubEvent ToHubEvent(OutgoingEvent outgoing, string? traceParent)
    {
        var id = outgoing.EventId.ToString();
        return new HubEvent(outgoing.Body)
        {
            PartitionKey = outgoing.PartitionId is null ? outgoing.PartitionKey.ToString() : null,
            MessageId = id,
            ContentType = ContentType,
            Properties = new CloudEventAttributes(outgoing.EventType, id, traceParent),
        };
    }

    private readonly record struct Place(string Hub, string? PartitionId, HubBatch Batch);

    private sealed record RemoteHub(HubClient Client, HubSender Sender);
}
