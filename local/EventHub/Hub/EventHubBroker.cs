using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>The hubs of one process: partition logs without the network. <see cref="EventHubServer"/> puts them on AMQP.</summary>
public sealed class EventHubBroker : IAsyncDisposable
{
    private readonly Dictionary<string, HubEntity> _hubs;

    private EventHubBroker(Dictionary<string, HubEntity> hubs) => _hubs = hubs;

    /// <summary>All hubs, by name.</summary>
    public IReadOnlyCollection<HubEntity> Hubs => _hubs.Values;

    /// <summary>Opens the hubs of the options, with what their data folder holds.</summary>
    /// <param name="options">Settings; read once.</param>
    /// <param name="time">Clock of the enqueued times.</param>
    /// <param name="loggers">Makes the loggers.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="HubDefinitionException">Two hubs have one name, or a stored hub differs from its definition.</exception>
    public static Task<EventHubBroker> OpenAsync(
        EventHubBrokerOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        options.Validate();
        var hubs = new Dictionary<string, HubEntity>(StringComparer.OrdinalIgnoreCase);
        foreach (var definition in options.Hubs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var logs = Enumerable.Range(0, definition.Partitions).Select(_ => new PartitionLog(options, time)).ToArray();
            if (!hubs.TryAdd(definition.Name, new HubEntity(definition, time.GetUtcNow(), logs)))
            {
                throw new HubDefinitionException($"Event hub '{definition.Name}' is defined twice.");
            }
        }

        return Task.FromResult(new EventHubBroker(hubs));
    }

    /// <summary>A hub by name, without regard to case.</summary>
    /// <param name="name">Hub name.</param>
    /// <exception cref="UnknownHubException">There is none.</exception>
    public HubEntity GetHub(string name) =>
        _hubs.TryGetValue(name, out var hub) ? hub : throw new UnknownHubException(name, _hubs.Keys);

    internal bool TryGetHub(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HubEntity? hub) => _hubs.TryGetValue(name, out hub);

    /// <summary>Closes the logs; waiting readers get an <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var partition in _hubs.Values.SelectMany(static hub => hub.Partitions))
        {
            partition.Log.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
