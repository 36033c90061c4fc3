using System.Text.Json;
using Azure.Data.Tables;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Counts customers by segment from their rows. Rows lie in the order of the pseudonyms, which are hashes: a count that a bound has ended is a fair sample.
/// One count is made at a time and kept for a minute. Thread-safe.
/// </summary>
/// <param name="rows">The read models.</param>
/// <param name="time">Judges recency and age.</param>
public sealed class SegmentReader(ReadModelReader rows, TimeProvider time) : IDisposable
{
    private const int PageRows = 1_000;
    private const int MostKept = 64;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);
    private readonly Dictionary<BehaviourSpan, (DateTimeOffset AskedAt, Task<SegmentCounts> Counts)> _counts = [];
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Customers after which counting ends.</summary>
    /// <value>Default 100,000: about 150 MB of rows. It ends after 20 s too.</value>
    public int MostCustomers { get; init; } = 100_000;

    /// <summary>Counts.</summary>
    /// <param name="span">Home market, and when the customers were last seen, taken to full hours.</param>
    /// <param name="cancellationToken">Ends the waiting; the count goes on for others.</param>
    /// <returns>The counts, at most a minute old.</returns>
    /// <exception cref="Azure.RequestFailedException">The table does not answer.</exception>
    public Task<SegmentCounts> CountAsync(BehaviourSpan span, CancellationToken cancellationToken)
    {
        span = span.InHours();
        lock (_counts)
        {
            if (!_counts.TryGetValue(span, out var count) || IsOver(count))
            {
                foreach (var (old, _) in _counts.Where(kept => IsOver(kept.Value) || _counts.Count >= MostKept).ToList())
                {
                    _counts.Remove(old);
                }

                count = (time.GetUtcNow(), Task.Run(() => CountInTurnAsync(span), CancellationToken.None));
                _counts[span] = count;
            }

            return count.Counts.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Lets go of the turn.</summary>
    public void Dispose() => _turn.Dispose();

    private bool IsOver((DateTimeOffset AskedAt, Task<SegmentCounts> Counts) count) => count.Counts.IsCompleted
        && (!count.Counts.IsCompletedSuccessfully || time.GetUtcNow() - count.AskedAt >= Kept);

    private async Task<SegmentCounts> CountInTurnAsync(BehaviourSpan span)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await CountAsync(span).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<SegmentCounts> CountAsync(BehaviourSpan span)
    {
        var now = time.GetUtcNow();
        var counts = CustomerSegments.Names.ToDictionary(static name => name, static _ => 0, StringComparer.Ordinal);
        var (customers, isComplete) = (0, true);
        var (market, from, to) = (span.Market.ToString(), span.From, span.To);
        var filter = TableClient.CreateQueryFilter($"HomeMarket eq {market} and LastSeenAt ge {from} and LastSeenAt lt {to}");
        using var limit = new CancellationTokenSource(MostTime, time);
        try
        {
            await foreach (var row in rows.QueryAsync(BehaviourCustomers.Definition, filter, PageRows, limit.Token).ConfigureAwait(false))
            {
                if (customers == MostCustomers)
                {
                    isComplete = false;
                    break;
                }

                if (row.GetString("Profile") is { } json && JsonSerializer.Deserialize(json, BehaviourJson.Default.CustomerProfile) is { } profile)
                {
                    customers++;
                    foreach (var segment in CustomerSegments.Of(profile, now))
                    {
                        counts[segment.Name]++;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            isComplete = false;
        }

        return new SegmentCounts(
            market, from, to, now, customers, isComplete, [.. CustomerSegments.Names.Select(name => new SegmentCounts.Segment(name, counts[name]))]);
    }
}
