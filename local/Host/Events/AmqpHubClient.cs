using Microsoft.Extensions.Logging;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>A hub of another process, of an emulator or of a real namespace, over AMQP.</summary>
internal sealed class AmqpHubClient : IHubClient, IAsyncDisposable
{
    private readonly HubClient _client;
    private readonly HubSender _sender;
    private readonly TimeProvider _time;

    public AmqpHubClient(HubEndpoint endpoint, string hub, EventHubTriggerSettings settings, TimeProvider time, ILoggerFactory loggers)
        : this(endpoint, hub, ToOptions(settings), time, loggers)
    {
    }

    internal AmqpHubClient(HubEndpoint endpoint, string hub, HubClientOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        Namespace = endpoint.Host.ToLowerInvariant();
        _client = new HubClient(endpoint, hub, options, time, loggers);
        _sender = _client.CreateSender();
        _time = time;
    }

    public string Namespace { get; }

    public string Name => _client.Hub;

    public async Task<IReadOnlyList<string>> GetPartitionIdsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await _client.GetPropertiesAsync(cancellationToken).ConfigureAwait(false)).PartitionIds];
        }
        catch (HubClientException exception)
        {
            throw new PlatformStartException($"The event hub {Name} at {Namespace} cannot be read: {exception.Message}", exception);
        }
    }

    public IPartitionSource GetPartition(string consumerGroup, string partitionId) => new AmqpPartitionSource(_client, consumerGroup, partitionId, _time);

    public Task SendAsync(IReadOnlyList<HubEvent> events, CancellationToken cancellationToken) => _sender.SendAsync(events, cancellationToken: cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
    }

    internal static HubClientOptions ToOptions(EventHubTriggerSettings settings) => new()
    {
        // Without reading ahead, credit is still needed for what one invocation takes.
        PrefetchCount = settings.PrefetchCount > 0 ? settings.PrefetchCount : settings.MaxEventBatchSize,
        TrackLastEnqueued = settings.TrackLastEnqueuedEventProperties,
        UseFixedRetryDelay = !settings.ClientRetry.IsExponential,
        MaxRetries = settings.ClientRetry.MaximumRetries,
        FirstRetryDelay = settings.ClientRetry.Delay,
        MaxRetryDelay = settings.ClientRetry.MaximumDelay,
        TryTimeout = settings.ClientRetry.TryTimeout,
    };
}
