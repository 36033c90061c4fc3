using Azure;
using Microsoft.Extensions.Logging;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Ranking;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>
/// The signals and models in use, bound to the catalogue. Looks for newer ones behind an answer, when the last look is
/// <see cref="RecommendationOptions.SignalsPoll"/> ago; only the first answer waits. Thread-safe.
/// </summary>
/// <param name="store">Where they are.</param>
/// <param name="options">Settings.</param>
/// <param name="time">Measures the time between looks.</param>
/// <param name="logger">Told of outages.</param>
/// <param name="ranker">Looked after too; null for none.</param>
/// <param name="nextItems">Finds the sequence model; null for none.</param>
public sealed class SignalsSlot(
    SignalsStore store, RecommendationOptions options, TimeProvider time, ILogger<SignalsSlot> logger, RankerSlot? ranker = null, NextItemLoader? nextItems = null)
{
    private readonly Lock _lock = new();
    private ItemSignals _signals = ItemSignals.None;
    private NextItemModel? _nextItems;
    private BoundSignals? _bound;
    private ETag? _etag;
    private Task? _looking;
    private long _lookedAt;

    /// <summary>Version of the signals in use; empty while there are none.</summary>
    public string Version => Volatile.Read(ref _signals).Version;

    /// <summary>The signals, bound to a snapshot.</summary>
    /// <param name="catalogue">The snapshot.</param>
    /// <param name="cancellationToken">Stops waiting for the first look.</param>
    public async ValueTask<BoundSignals> GetAsync(CatalogueSnapshot catalogue, CancellationToken cancellationToken = default)
    {
        Task? first = null;
        lock (_lock)
        {
            if (_looking is null)
            {
                first = Look();
            }
            else if (_looking.IsCompleted && time.GetElapsedTime(_lookedAt) >= options.SignalsPoll)
            {
                Look();
            }
            else if (_lookedAt == 0)
            {
                first = _looking;
            }
        }

        if (first is not null)
        {
            await first.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        var (signals, bound, next) = (Volatile.Read(ref _signals), Volatile.Read(ref _bound), Volatile.Read(ref _nextItems));
        if (bound is null || bound.Signals != signals || bound.Groups != catalogue.Groups || bound.NextItems?.Model != next)
        {
            // Two requests may bind at once; both results are right.
            bound = BoundSignals.Of(signals, catalogue, next);
            Volatile.Write(ref _bound, bound);
        }

        return bound;
    }

    private Task Look() => _looking = Task.Run(LookAsync);

    private async Task LookAsync()
    {
        await GuardAsync(LookForSignalsAsync).ConfigureAwait(false);
        await GuardAsync(LookForNextItemsAsync).ConfigureAwait(false);
        if (ranker is not null)
        {
            await GuardAsync(() => ranker.RefreshAsync()).ConfigureAwait(false);
        }

        Volatile.Write(ref _lookedAt, time.GetTimestamp());
    }

    private async Task LookForSignalsAsync()
    {
        if (await store.ReadAsync(_etag).ConfigureAwait(false) is var (signals, etag))
        {
            Volatile.Write(ref _signals, signals);
            _etag = etag;
            logger.SignalsInUse(signals.Version, signals.Skus.Count);
        }
    }

    private async Task LookForNextItemsAsync()
    {
        var known = _nextItems;
        if (nextItems is not null && await nextItems.LookAsync(known).ConfigureAwait(false) is { } found && found != known)
        {
            Volatile.Write(ref _nextItems, found);
            logger.NextItemsInUse(found.Version, found.Skus.Count);
        }
    }

    private async Task GuardAsync(Func<Task> look)
    {
        try
        {
            await look().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The boundary of background work: what is in use stays, without signals the catalogue alone recommends.
            logger.SignalsNotRead(exception.Message);
        }
    }
}
