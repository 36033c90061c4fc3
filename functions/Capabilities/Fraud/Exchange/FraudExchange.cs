using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// What the partitions of <c>payments</c> tell each other: each publishes its own sums of sellers, instruments, devices and delivery addresses behind its commits, and
/// reads those of the others. Nothing of it is state: it is made anew from the states, and what was used stands in the features of each decision.
/// Thread-safe.
/// </summary>
/// <param name="store">Where the sums lie.</param>
/// <param name="options">Settings.</param>
/// <param name="instruments">Metrics.</param>
/// <param name="clock">Times publishing and reading.</param>
/// <param name="logger">Told of what goes wrong.</param>
public sealed class FraudExchange(
    ExchangeStore store, ExchangeOptions options, ExchangeInstruments instruments, TimeProvider clock, ILogger<FraudExchange> logger)
    : ICommittedSinkFactory, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ExchangePublisher> _publishers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PeerView> _views = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private ExchangeReader? _reader;
    private Task _reading = Task.CompletedTask;
    private int _isDisposed;
    private bool _hasWaited = !options.Enabled;

    /// <summary>Whether the first batch need not wait.</summary>
    internal bool IsReady => Volatile.Read(ref _hasWaited);

    /// <summary>Waits for the others' sums, once and not for long.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Reader.Loaded.WaitAsync(options.LoadWait, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The partition counts alone until they are there.
        }

        Volatile.Write(ref _hasWaited, true);
    }

    /// <summary>A batch begins: its changes are noted from now on.</summary>
    /// <param name="state">The partition's state.</param>
    /// <returns>Where its changes are noted; null when nothing is exchanged.</returns>
    internal ExchangeOutbox? Open(FraudState state)
    {
        if (!options.Enabled || !_publishers.TryGetValue(state.PartitionId, out var publisher))
        {
            return null;
        }

        publisher.Outbox.Open(state);
        return publisher.Outbox;
    }

    /// <summary>What the other partitions know.</summary>
    /// <param name="partition">Who asks.</param>
    /// <returns>Null while nothing is known, or what is known is too old.</returns>
    public PeerView? PeersOf(string partition)
    {
        if (!options.Enabled)
        {
            return null;
        }

        var (reader, gap) = (Reader, Reader.Gap(partition));
        if (gap != ExchangeGap.None)
        {
            instruments.Degraded(gap);
        }

        return gap is ExchangeGap.NotLoaded or ExchangeGap.Stale
            ? null
            : _views.TryGetValue(partition, out var view) ? view : _views.GetOrAdd(partition, reader.Book.ViewOf(partition));
    }

    /// <inheritdoc/>
    public ICommittedSink Open(string function, StreamPartition partition)
    {
        if (!options.Enabled || function != "fraud")
        {
            return new ExchangeSink(null);
        }

        return new ExchangeSink(_publishers.GetOrAdd(
            partition.PartitionId, id => new ExchangePublisher(id, store, options, instruments, clock, logger)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A container that hands it out under two types disposes it twice.
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var publisher in _publishers.Values)
        {
            await publisher.DisposeAsync().ConfigureAwait(false);
        }

        await _reading.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>The publisher of a partition, for tests.</summary>
    internal ExchangePublisher PublisherOf(string partition) => _publishers[partition];

    /// <summary>Reads what the partitions have told; begins with the first who asks.</summary>
    internal ExchangeReader Reader
    {
        get
        {
            if (Volatile.Read(ref _reader) is { } reader)
            {
                return reader;
            }

            lock (_gate)
            {
                if (_reader is null)
                {
                    Volatile.Write(ref _reader, new ExchangeReader(store, options, clock, logger));
                    _reading = Task.Run(() => _reader.RunAsync(_stop.Token), CancellationToken.None);
                }

                return _reader;
            }
        }
    }
}
