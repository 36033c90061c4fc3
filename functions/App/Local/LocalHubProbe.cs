using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using XbFunctions.App.Health;
using XbFunctions.EventHub;
using XbFunctions.Host;

namespace XbFunctions.App.Local;

/// <summary>Asks the embedded hub in place where this process has it, else over AMQP the namespace of setting <c>EventHubs</c>.</summary>
/// <param name="platform">Owner of the embedded hub.</param>
/// <param name="configuration">App settings.</param>
/// <param name="time">Clock of the client.</param>
/// <param name="loggers">Makes its loggers.</param>
internal sealed class LocalHubProbe(LocalPlatform platform, IConfiguration configuration, TimeProvider time, ILoggerFactory loggers)
    : IHubProbe, IAsyncDisposable
{
    private const string Setting = "EventHubs";
    private readonly ConcurrentDictionary<string, HubClient> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> GetLastSequencesAsync(string hub, CancellationToken cancellationToken)
    {
        if (platform.Broker is { } broker)
        {
            return broker.GetHub(hub).Partitions.ToDictionary(static partition => partition.Id, static partition => partition.Properties.LastSequenceNumber);
        }

        var client = _clients.GetOrAdd(hub, Open);
        var ids = (await client.GetPropertiesAsync(cancellationToken)).PartitionIds;
        var partitions = await Task.WhenAll(ids.Select(id => client.GetPartitionPropertiesAsync(id, cancellationToken)));
        return partitions.ToDictionary(static partition => partition.Id, static partition => partition.LastSequenceNumber);
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            await client.DisposeAsync();
        }
    }

    private HubClient Open(string hub) => configuration[Setting] is { Length: > 0 } text
        ? new HubClient(HubConnectionString.Parse(text), hub, options: null, time, loggers)
        : throw new InvalidOperationException($"Setting {Setting} is missing and no embedded Event Hub is open in this process.");
}
