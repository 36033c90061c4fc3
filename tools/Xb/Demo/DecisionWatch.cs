using System.Collections.Concurrent;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Xb.Hubs;

namespace XbFunctions.Xb.Demo;

/// <summary>What the decisions that come out add up to. Thread-safe.</summary>
internal sealed class DecisionWatch
{
    private const int KeptDeclines = 5;
    private const int ParallelReaders = 4;

    // An id that comes again within this many is the same decision sent twice.
    private const int RememberedIds = 200_000;
    private readonly ConcurrentDictionary<string, byte> _seen = new(ParallelReaders, RememberedIds, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(CountryCode Market, DecisionOutcome Outcome), long> _counts = new();
    private readonly ConcurrentDictionary<string, long> _byPartition = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FraudDecided> _declines = new();
    private long _total;
    private long _repeated;
    private string? _settled;
    private (string Id, DateTimeOffset At) _candidate;

    /// <summary>From the hub's taking a payment to its taking the decision.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Decisions so far, each once.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Decisions that arrived again.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>The latest declines, newest first.</summary>
    public IReadOnlyList<FraudDecided> Declines => [.. _declines.Reverse()];

    /// <summary>Storefronts with decisions, busiest first.</summary>
    public IReadOnlyList<CountryCode> Markets =>
        [.. _counts.GroupBy(pair => pair.Key.Market).OrderByDescending(group => group.Sum(pair => pair.Value)).Select(group => group.Key)];

    /// <summary>A payment whose decision the HTTP API knows by now; null at the beginning.</summary>
    public string? SettledPayment => Volatile.Read(ref _settled);

    /// <summary>Decisions of one kind.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="market">The storefront; null for all.</param>
    public long Count(DecisionOutcome outcome, CountryCode? market = null) =>
        _counts.Where(pair => pair.Key.Outcome == outcome && (market is null || pair.Key.Market == market)).Sum(pair => pair.Value);

    /// <summary>Decisions on payments of one partition.</summary>
    /// <param name="partitionId">Partition of <c>payments</c>.</param>
    public long CountOf(string partitionId) => _byPartition.GetValueOrDefault(partitionId);

    /// <summary>Takes one event of hub <c>decisions</c>.</summary>
    /// <param name="stored">The event.</param>
    public void Take(StoredEvent stored)
    {
        if (!DecisionHead.TryRead(stored.Body.Span, out _) || JsonSerializer.Deserialize(stored.Body.Span, EventJson.Default.FraudDecided) is not { } decided)
        {
            return;
        }

        if (_seen.Count < RememberedIds && !_seen.TryAdd(decided.PaymentId.Value, 0))
        {
            Interlocked.Increment(ref _repeated);
            return;
        }

        Interlocked.Increment(ref _total);
        _counts.AddOrUpdate((decided.Market, decided.Outcome), 1, static (_, count) => count + 1);
        _byPartition.AddOrUpdate(decided.Partition, 1, static (_, count) => count + 1);
        Latency.Add(stored.EnqueuedAt - decided.EnqueuedAt);
        Settle(decided.PaymentId.Value, stored.EnqueuedAt);
        if (decided.Outcome == DecisionOutcome.Decline)
        {
            _declines.Enqueue(decided);
            while (_declines.Count > KeptDeclines)
            {
                _declines.TryDequeue(out _);
            }
        }
    }

    // The first decision, then one of every five seconds, is offered to be asked for once it is three seconds old.
    private void Settle(string id, DateTimeOffset at)
    {
        lock (_declines)
        {
            if (_candidate.Id is null)
            {
                _candidate = (id, at);
            }
            else if (at - _candidate.At > TimeSpan.FromSeconds(5) || (_settled is null && at - _candidate.At > TimeSpan.FromSeconds(3)))
            {
                Volatile.Write(ref _settled, _candidate.Id);
                _candidate = (id, at);
            }
        }
    }
}
