using Amqp;
using Amqp.Types;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>
/// A client of one hub at any Event Hubs endpoint: the embedded hub of another process, an emulator, or a real namespace over TLS. Its senders and
/// receivers share one connection, which is opened when needed and opened again after it broke. Safe for use by several threads.
/// </summary>
public sealed class HubClient : IAsyncDisposable
{
    private readonly HubEndpoint _target;
    private readonly SemaphoreSlim _opening = new(1);
    private readonly Lock _lock = new();
    private ClientConnection? _connection;
    private bool _isDisposed;

    /// <summary>Makes a client; nothing is opened yet.</summary>
    /// <param name="target">The endpoint.</param>
    /// <param name="hub">Hub name; may be left out when the connection string has it.</param>
    /// <param name="options">Settings; the defaults when left out.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes the loggers.</param>
    /// <exception cref="HubConnectionStringException">Neither <paramref name="hub"/> nor the connection string names a hub.</exception>
    public HubClient(HubConnectionString target, string? hub, HubClientOptions? options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(loggers);
        Hub = hub ?? target.EntityPath ?? throw new HubConnectionStringException("EntityPath is missing, and no hub is named.");
        (_target, Time, Options, Logger) = (HubEndpoint.Of(target, time), time, options ?? new HubClientOptions(), loggers.CreateLogger<HubClient>());
    }

    /// <summary>Makes a client of a namespace that is reached with other proof than an access key; nothing is opened yet.</summary>
    /// <param name="target">The endpoint.</param>
    /// <param name="hub">Hub name.</param>
    /// <param name="options">Settings; the defaults when left out.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes the loggers.</param>
    public HubClient(HubEndpoint target, string hub, HubClientOptions? options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(loggers);
        (Hub, _target, Time, Options, Logger) = (hub, target, time, options ?? new HubClientOptions(), loggers.CreateLogger<HubClient>());
    }

    /// <summary>Hub name.</summary>
    public string Hub { get; }

    internal HubClientOptions Options { get; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    /// <summary>Asks for the hub's properties.</summary>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="HubClientException">The hub does not exist, access is refused, or the endpoint is not reached in all attempts.</exception>
    public async Task<HubProperties> GetPropertiesAsync(CancellationToken cancellationToken = default)
    {
        var map = await ReadAsync("com.microsoft:eventhub", null, cancellationToken).ConfigureAwait(false);
        return new HubProperties((string)map["name"], ToTime(map["created_at"]), [.. (string[])map["partition_ids"]]);
    }

    /// <summary>Asks for the properties of a partition.</summary>
    /// <param name="partitionId">Partition id.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="HubClientException">Hub or partition does not exist, access is refused, or the endpoint is not reached in all attempts.</exception>
    public async Task<PartitionProperties> GetPartitionPropertiesAsync(string partitionId, CancellationToken cancellationToken = default)
    {
        var map = await ReadAsync("com.microsoft:partition", partitionId, cancellationToken).ConfigureAwait(false);
        return new PartitionProperties(
            (string)map["name"],
            (string)map["partition"],
            (long)map["begin_sequence_number"],
            (long)map["last_enqueued_sequence_number"],
            (string)map["last_enqueued_offset"],
            ToTime(map["last_enqueued_time_utc"]),
            (bool)map["is_partition_empty"]);
    }

    /// <summary>Makes a sender; dispose it before the client.</summary>
    public HubSender CreateSender() => new(this);

    /// <summary>Makes a receiver of one partition; dispose it before the client.</summary>
    /// <param name="consumerGroup">Consumer group.</param>
    /// <param name="partitionId">Partition id.</param>
    /// <param name="position">Where to start.</param>
    /// <param name="ownerLevel">Owner level (epoch): displaces receivers of the same or a lower one; <see langword="null"/> shares the partition.</param>
    public HubReceiver CreateReceiver(string consumerGroup, string partitionId, EventPosition position, long? ownerLevel = null) =>
        new(this, consumerGroup, partitionId, position, ownerLevel);

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _connection?.Dispose();
            _connection = null;
        }

        _opening.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The open connection; opened now where there is none.</summary>
    internal async Task<ClientConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_connection is { IsOpen: true } open)
            {
                return open;
            }

            _connection?.Dispose();
            var connection = await ClientConnection.OpenAsync(_target, Options, Time, Logger, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                if (!_isDisposed)
                {
                    return _connection = connection;
                }
            }

            connection.Dispose();
            throw new ObjectDisposedException(nameof(HubClient));
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Runs an operation, and again after faults that may pass.</summary>
    internal async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            HubClientException fault;
            using var timeout = new CancellationTokenSource(Options.TryTimeout, Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                return await operation(either.Token).ConfigureAwait(false);
            }
            catch (HubClientException exception)
            {
                fault = exception;
            }
            catch (AmqpException exception)
            {
                fault = HubClientException.From(exception.Error, "The connection broke");
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                fault = new HubClientException($"{_target.Host}:{_target.Port} did not answer within {Options.TryTimeout}.");
            }

            if (!fault.IsTransient || attempt >= Options.MaxRetries)
            {
                throw fault;
            }

            var delay = Options.GetRetryDelay(attempt);
            Logger.Retrying(attempt + 1, delay, fault.Message);
            await Task.Delay(delay, Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<Map> ReadAsync(string type, string? partition, CancellationToken cancellationToken) => RetryAsync(
        async token =>
        {
            var connection = await ConnectAsync(token).ConfigureAwait(false);
            await connection.AuthoriseAsync($"{Hub}/$management", token).ConfigureAwait(false);
            var session = connection.NewSession();
            try
            {
                var link = await RequestLink.OpenAsync(session, EntityAddress.Management, token).ConfigureAwait(false);
                var request = new Message("") { ApplicationProperties = new() { ["operation"] = "READ", ["name"] = Hub, ["type"] = type } };
                if (partition is not null)
                {
                    request.ApplicationProperties["partition"] = partition;
                }

                var answer = await link.RequestAsync(request, $"The properties of '{Hub}' could not be read", token).ConfigureAwait(false);
                return (Map)answer.Body;
            }
            finally
            {
                session.CloseNow();
            }
        },
        cancellationToken);

    private static DateTimeOffset ToTime(object value) => new(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));
}
