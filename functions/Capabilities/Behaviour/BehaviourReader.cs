using Azure.Data.Tables;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Reads funnels, searches and cohorts, the partitions added up. What is counted by hour, day or week is told of each that the span touches. Thread-safe.
/// </summary>
/// <param name="rows">The read models.</param>
public sealed class BehaviourReader(ReadModelReader rows)
{
    /// <summary>Reads a funnel.</summary>
    /// <param name="span">What is asked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The hours with a session, in order.</returns>
    public async Task<IReadOnlyList<FunnelHour>> FunnelAsync(BehaviourSpan span, CancellationToken cancellationToken)
    {
        var hours = new SortedDictionary<DateTimeOffset, FunnelHour>();
        await foreach (var row in RowsAsync(rows, BehaviourTables.Funnels, span, BehaviourState.HourMs, cancellationToken).ConfigureAwait(false))
        {
            var at = row.GetDateTimeOffset("At") ?? default;
            var sum = hours.GetValueOrDefault(at) ?? new FunnelHour(at, 0, 0, 0, 0, 0, 0);
            hours[at] = new FunnelHour(
                at,
                sum.Sessions + Whole(row, "Sessions"),
                sum.Viewed + Whole(row, "Viewed"),
                sum.Carted + Whole(row, "Carted"),
                sum.CheckedOut + Whole(row, "CheckedOut"),
                sum.Ordered + Whole(row, "Ordered"),
                Math.Round(sum.SpentEuros + (Whole(row, "SpentCents") / 100.0), 2));
        }

        return [.. hours.Values];
    }

    /// <summary>Reads searches.</summary>
    /// <param name="span">What is asked for.</param>
    /// <param name="count">Most searches wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The most frequent first.</returns>
    public async Task<IReadOnlyList<SearchCount>> SearchesAsync(BehaviourSpan span, int count, CancellationToken cancellationToken)
    {
        var searches = new Dictionary<string, SearchCount>(StringComparer.Ordinal);
        await foreach (var row in RowsAsync(rows, BehaviourTables.Searches, span, BehaviourState.DayMs, cancellationToken).ConfigureAwait(false))
        {
            var query = row.GetString("Query") ?? "";
            var sum = searches.GetValueOrDefault(query) ?? new SearchCount(query, 0, 0);
            searches[query] = new SearchCount(query, sum.Searches + Whole(row, "Searches"), sum.WithoutResult + Whole(row, "WithoutResult"));
        }

        return [.. searches.Values.OrderByDescending(static search => search.Searches).ThenBy(static search => search.Query, StringComparer.Ordinal).Take(count)];
    }

    /// <summary>Reads cohorts.</summary>
    /// <param name="span">The first weeks asked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The cohorts, the oldest first.</returns>
    public async Task<IReadOnlyList<CohortRow>> CohortsAsync(BehaviourSpan span, CancellationToken cancellationToken)
    {
        var cohorts = new SortedDictionary<DateTimeOffset, List<long>>();
        await foreach (var row in RowsAsync(rows, BehaviourTables.Cohorts, span, BehaviourState.WeekMs, cancellationToken).ConfigureAwait(false))
        {
            var at = row.GetDateTimeOffset("At") ?? default;
            if (!cohorts.TryGetValue(at, out var weeks))
            {
                cohorts.Add(at, weeks = []);
            }

            var week = (int)Whole(row, "Week");
            while (weeks.Count <= week)
            {
                weeks.Add(0);
            }

            weeks[week] += Whole(row, "Customers");
        }

        return [.. cohorts.Select(static cohort => new CohortRow(cohort.Key, cohort.Value))];
    }

    /// <summary>The rows of a market's periods that a span touches.</summary>
    internal static IAsyncEnumerable<TableEntity> RowsAsync(
        ReadModelReader rows, ReadModelDefinition table, BehaviourSpan span, long periodMs, CancellationToken cancellationToken)
    {
        const int pageRows = 1_000;

        // A row's name holds the beginning of its period: taken back to it, so that the period in which the span begins is there.
        var begin = DateTimeOffset.FromUnixTimeMilliseconds(span.From.ToUnixTimeMilliseconds() / periodMs * periodMs);
        var (market, from, to) = (span.Market.ToString(), BehaviourTables.RowOf(begin), BehaviourTables.RowOf(span.InHours().To));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {market} and RowKey ge {from} and RowKey lt {to}");
        return rows.QueryAsync(table, filter, pageRows, cancellationToken);
    }

    private static long Whole(TableEntity row, string column) => row.GetInt64(column) ?? 0;
}
