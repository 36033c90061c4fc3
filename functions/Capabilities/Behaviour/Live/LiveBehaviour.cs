using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// What all partitions of <c>clickstream</c> say together: trending items of each market and items looked at together, decayed. A copy of the
/// states is followed in the background; readers see what was added up last and never wait. Thread-safe.
/// </summary>
/// <remarks>
/// The following begins with <see cref="Start"/> or the first reader, who sees nothing yet. Weights are as of the newest event of any partition, so
/// that a replay of old events gives weights, too. What is added up anew is what has moved.
/// </remarks>
/// <param name="follower">Follows the states; made by <c>AddBehaviour</c>.</param>
/// <param name="options">Half-lives and bounds of the states.</param>
/// <param name="live">Settings of the refreshes.</param>
/// <param name="clock">Times the refreshes.</param>
/// <param name="logger">Told of a refresh that failed.</param>
public sealed class LiveBehaviour(
    StateFollower<BehaviourState> follower,
    BehaviourOptions options,
    LiveBehaviourOptions live,
    TimeProvider clock,
    ILogger<LiveBehaviour> logger) : IAsyncDisposable
{
    private const int ItemsPerRead = 64;

    private readonly ConcurrentDictionary<ulong, LiveList> _coVisits = new();
    private readonly ConcurrentDictionary<ulong, LiveList> _trends = new();
    private readonly HashSet<ulong> _movedItems = [];
    private readonly HashSet<ulong> _movedMarkets = [];
    private readonly List<ScoredKey> _best = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _starting = new();
    private Task? _running;
    private bool _isStopped;
    private long _newestMs;
    private int _forgetAbove = 2 * options.MaxItems;

    /// <summary>Completes once what the states held at the start can be read, or at the first reader where nothing is followed. Cancelled when this stops before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Markets with a trending item, in no order.</summary>
    public IEnumerable<CountryCode> Markets => _trends.Keys.Select(static market => CountryCode.FromPacked((ushort)market));

    /// <summary>How much of each partition is in it; empty before anything was found.</summary>
    public IReadOnlyList<FollowedPosition> Positions => follower.Positions;

    /// <summary>Trending items of a market.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="count">Most items wanted, 0 or more; no more than <see cref="LiveBehaviourOptions.TrendingItems"/> are kept.</param>
    /// <returns>The strongest first; empty for a market without any, or before the first refresh.</returns>
    public IReadOnlyList<LiveItem> Trending(CountryCode market, int count) =>
        Best(_trends, market.Packed, count, options.TrendingHalfLife);

    /// <summary>Items that visitors chose in the same session as an item.</summary>
    /// <param name="sku">The item.</param>
    /// <param name="count">Most items wanted, 0 or more; no more than <see cref="BehaviourOptions.Neighbours"/> are kept.</param>
    /// <returns>The strongest first; empty for an item without any, or before the first refresh.</returns>
    public IReadOnlyList<LiveItem> CoVisited(string sku, int count)
    {
        ArgumentNullException.ThrowIfNull(sku);
        return Best(_coVisits, TextTable.KeyOf(sku), count, options.CoVisitHalfLife);
    }

    /// <summary>Begins to follow; does nothing when that was done before, or is switched off.</summary>
    public void Start()
    {
        if (!live.Enabled)
        {
            _ready.TrySetResult();
            return;
        }

        if (Volatile.Read(ref _running) is not null)
        {
            return;
        }

        lock (_starting)
        {
            if (_running is null && !_isStopped)
            {
                Volatile.Write(ref _running, Task.Run(() => RunAsync(_stop.Token), CancellationToken.None));
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_starting)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        if (_running is { } running)
        {
            await running.ConfigureAwait(false);
        }

        _ready.TrySetCanceled(_stop.Token);
        _stop.Dispose();
    }

    /// <summary>Adds up what has moved. By one caller at a time.</summary>
    /// <returns>Whether all of it was: an item beyond <see cref="LiveBehaviourOptions.ItemsPerRefresh"/> waits.</returns>
    internal bool Refresh()
    {
        var newestMs = _newestMs;
        follower.ReadEach(this, (state, reader) =>
        {
            state.TakeMoves(reader._movedItems, reader._movedMarkets);
            newestMs = Math.Max(newestMs, state.Watermark.TimeMs);
        });
        foreach (var market in _movedMarkets)
        {
            AddUp(CountryCode.FromPacked((ushort)market));
        }

        _movedMarkets.Clear();
        var items = _movedItems.Take(live.ItemsPerRefresh).ToArray();
        foreach (var some in items.Chunk(ItemsPerRead))
        {
            AddUp(some);
        }

        _movedItems.ExceptWith(items);
        ForgetEvicted();
        Volatile.Write(ref _newestMs, newestMs);
        return _movedItems.Count == 0;
    }

    private LiveItem[] Best(ConcurrentDictionary<ulong, LiveList> lists, ulong key, int count, TimeSpan halfLife)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Start();
        return lists.TryGetValue(key, out var list) ? list.Best(count, Volatile.Read(ref _newestMs), halfLife.TotalMilliseconds) : [];
    }

    private void AddUp(CountryCode market)
    {
        var sum = new LiveSum(live.TrendingItems);
        follower.ReadEach(sum, (state, into) =>
        {
            state.CopyTrending(market, live.TrendingItems, _best);
            into.Add(_best, state.Texts);
        });
        Put(_trends, market.Packed, sum);
    }

    private void AddUp(ulong[] items)
    {
        var sums = Array.ConvertAll(items, _ => new LiveSum(options.Neighbours));
        follower.ReadEach(sums, (state, into) =>
        {
            for (var index = 0; index < items.Length; index++)
            {
                state.CopyCoVisited(items[index], options.Neighbours, _best);
                into[index].Add(_best, state.Texts);
            }
        });
        for (var index = 0; index < items.Length; index++)
        {
            Put(_coVisits, items[index], sums[index]);
        }
    }

    // States forget items when they are full, without saying which: looked for whenever twice as many are kept as the last time.
    private void ForgetEvicted()
    {
        if (_coVisits.Count <= _forgetAbove)
        {
            return;
        }

        HashSet<ulong> known = [];
        follower.ReadEach(known, static (state, into) => state.CopyCoVisitedItems(into));
        foreach (var item in _coVisits.Keys.Where(item => !known.Contains(item)))
        {
            _coVisits.TryRemove(item, out _);
        }

        _forgetAbove = 2 * Math.Max(options.MaxItems, _coVisits.Count);
    }

    private static void Put(ConcurrentDictionary<ulong, LiveList> lists, ulong key, LiveSum sum)
    {
        if (sum.ToList() is var list && list != LiveList.Empty)
        {
            lists[key] = list;
        }
        else
        {
            lists.TryRemove(key, out _);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            follower.Start();
            while (true)
            {
                var wasLoaded = follower.Loaded.IsCompletedSuccessfully;
                if (TryRefresh() && wasLoaded)
                {
                    _ready.TrySetResult();
                }

                await Task.Delay(live.Refresh, clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            // Stopped, or the follower was.
        }
    }

    private bool TryRefresh()
    {
        try
        {
            return Refresh();
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ObjectDisposedException))
        {
            // What was not added up is still noted; readers keep what they had.
            logger.RefreshFailed(fault);
            return false;
        }
    }
}
