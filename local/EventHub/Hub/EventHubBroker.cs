using System.Globalization;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>The hubs of one process: partition logs without the network. <see cref="EventHubServer"/> puts them on AMQP.</summary>
public sealed class EventHubBroker : IAsyncDisposable
{
    private const string LockFileName = "hub.lock";
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, HubEntity> _hubs = new(StringComparer.OrdinalIgnoreCase);
    private readonly EventHubBrokerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FileStream? _lock;
    private readonly ITimer _retention;

    private EventHubBroker(EventHubBrokerOptions options, TimeProvider time, ILogger logger, FileStream? ownership)
    {
        (_options, _time, _logger, _lock) = (options, time, logger, ownership);
        _retention = time.CreateTimer(_ => ApplyRetention(), null, RetentionInterval, RetentionInterval);
    }

    /// <summary>All hubs, by name.</summary>
    public IReadOnlyCollection<HubEntity> Hubs => _hubs.Values;

    /// <summary>Opens the hubs of the options, with what their data folder holds.</summary>
    /// <param name="options">Settings; not to be changed afterwards.</param>
    /// <param name="time">Clock of the enqueued times and of retention.</param>
    /// <param name="loggers">Makes the loggers.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="HubDefinitionException">Two hubs have one name, or a stored hub has another number of partitions.</exception>
    /// <exception cref="HubDirectoryInUseException">Another process has the data folder open.</exception>
    /// <exception cref="HubStorageException">The data folder cannot be used.</exception>
    public static async Task<EventHubBroker> OpenAsync(
        EventHubBrokerOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        options.Validate();
        var ownership = options.DataDirectory is { } directory ? TakeOwnership(directory) : null;
        var broker = new EventHubBroker(options, time, loggers.CreateLogger<EventHubBroker>(), ownership);
        try
        {
            foreach (var definition in options.Hubs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                broker.OpenHub(definition);
            }

            broker.ApplyRetention();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A hub by name, without regard to case.</summary>
    /// <param name="name">Hub name.</param>
    /// <exception cref="UnknownHubException">There is none.</exception>
    public HubEntity GetHub(string name) =>
        _hubs.TryGetValue(name, out var hub) ? hub : throw new UnknownHubException(name, _hubs.Keys);

    internal bool TryGetHub(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HubEntity? hub) => _hubs.TryGetValue(name, out hub);

    /// <summary>Closes the logs; waiting readers get an <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _retention.DisposeAsync().ConfigureAwait(false);
        foreach (var partition in _hubs.Values.SelectMany(static hub => hub.Partitions))
        {
            partition.Log.Dispose();
        }

        if (_lock is not null)
        {
            await _lock.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static FileStream TakeOwnership(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubStorageException($"The event hub folder '{directory}' cannot be made: {exception.Message}", exception);
        }

        try
        {
            return new FileStream(Path.Combine(directory, LockFileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new HubDirectoryInUseException(directory, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new HubStorageException($"The event hub folder '{directory}' cannot be used: {exception.Message}", exception);
        }
    }

    private void OpenHub(EventHubDefinition definition)
    {
        if (_hubs.ContainsKey(definition.Name))
        {
            throw new HubDefinitionException($"Event hub '{definition.Name}' is defined twice.");
        }

        // Names are compared without regard to case, so the folder is in lower case.
        var directory = _options.DataDirectory is { } root ? Path.Combine(root, definition.Name.ToLowerInvariant()) : null;
        var record = directory is null
            ? new HubRecord(definition.Name, definition.Partitions, _time.GetUtcNow())
            : HubRecord.ReadOrCreate(directory, definition, _time.GetUtcNow());
        if (record.Partitions != definition.Partitions)
        {
            throw new HubDefinitionException(
                $"Event hub '{definition.Name}' in '{directory}' has {record.Partitions} partitions, {definition.Partitions} are asked for. Partitions cannot be changed: ask for {record.Partitions}, or choose another data folder.");
        }

        _hubs.Add(definition.Name, new HubEntity(definition, record.CreatedAt, OpenLogs(directory, definition.Partitions)));
    }

    private List<PartitionLog> OpenLogs(string? directory, int partitions)
    {
        var logs = new List<PartitionLog>(partitions);
        try
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                var folder = directory is null ? null : Path.Combine(directory, partition.ToString(CultureInfo.InvariantCulture));
                logs.Add(new PartitionLog(folder, _options, _time, _logger));
            }

            return logs;
        }
        catch
        {
            logs.ForEach(static log => log.Dispose());
            throw;
        }
    }

    private void ApplyRetention()
    {
        foreach (var partition in _hubs.Values.SelectMany(static hub => hub.Partitions))
        {
            partition.Log.ApplyRetention();
        }
    }
}
