using Microsoft.Extensions.Logging;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>A hub of another process, of an emulator or of a real namespace, over AMQP.</summary>
internal sealed class AmqpHubClient : IHubClient, IAsyncDisposable
{
    private readonly HubClient _client;
    private readonly HubSender _sender;
    private readonly TimeProvider _time;

    public AmqpHubClient(HubConnectionString connection, string hub, int prefetchCount, TimeProvider time, ILoggerFactory loggers)
    {
        Namespace = connection.Host.ToLowerInvariant();
        _client = new HubClient(connection, hub, new HubClientOptions { PrefetchCount = Math.Max(1, prefetchCount) }, time, loggers);
        _sender = _client.CreateSender();
        _time = time;
    }

    public string Namespace { get; }

    public string Name => _client.Hub;

    public async Task<IReadOnlyList<IPartitionSource>> GetPartitionsAsync(string consumerGroup, CancellationToken cancellationToken)
    {
        try
        {
            var hub = await _client.GetPropertiesAsync(cancellationToken).ConfigureAwait(false);
            return await Task.WhenAll(hub.PartitionIds.Select(async id => (IPartitionSource)new AmqpPartitionSource(
                _client, consumerGroup, await _client.GetPartitionPropertiesAsync(id, cancellationToken).ConfigureAwait(false), _time))).ConfigureAwait(false);
        }
        catch (HubClientException exception)
        {
            throw new PlatformStartException($"The event hub {Name} at {Namespace} cannot be read: {exception.Message}", exception);
        }
    }

    public Task SendAsync(IReadOnlyList<HubEvent> events, CancellationToken cancellationToken) => _sender.SendAsync(events, cancellationToken: cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
    }
}
