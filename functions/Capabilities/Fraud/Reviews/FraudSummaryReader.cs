using Azure.Data.Tables;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Sums up decisions by outcome, market and hour: the partitions' counts are merged here. Thread-safe.</summary>
/// <param name="rows">The read models.</param>
public sealed class FraudSummaryReader(ReadModelReader rows)
{
    /// <summary>Longest span that is summed up.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private const int PageSize = 1_000;
    private const int MostNames = 10;

    /// <summary>Sums up.</summary>
    /// <param name="market">The storefront; the default for all.</param>
    /// <param name="from">Begin; taken back to the full hour.</param>
    /// <param name="to">End, later than <paramref name="from"/>; taken on to the full hour.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The summary.</returns>
    public async Task<FraudSummaryAnswer> ReadAsync(CountryCode market, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        (from, to) = (Floor(from), Floor(to.AddHours(1).AddTicks(-1)));
        var total = new SummarySum();
        var markets = new SortedDictionary<string, SummarySum>(StringComparer.Ordinal);
        var hours = new SortedDictionary<DateTimeOffset, SummarySum>();
        var (rules, reasons) = (new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {FraudHours.PartitionOf(from)} and PartitionKey le {FraudHours.PartitionOf(to)} and Hour ge {from} and Hour lt {to}");
        if (!market.IsUnknown)
        {
            filter += $" and {TableClient.CreateQueryFilter($"Market eq {market.ToString()}")}";
        }

        await foreach (var row in rows.QueryAsync(FraudHours.Definition, filter, PageSize, cancellationToken).ConfigureAwait(false))
        {
            total.Add(row);
            SumOf(markets, row.GetString("Market")).Add(row);
            SumOf(hours, row.GetDateTimeOffset("Hour") ?? from).Add(row);
            FraudHours.Unpack(row.GetString("Rules"), rules);
            FraudHours.Unpack(row.GetString("Reasons"), reasons);
        }

        return new FraudSummaryAnswer(
            from,
            to,
            ReferenceRates.BaseCurrency,
            total.ToFigures(),
            [.. markets.OrderByDescending(static one => one.Value.Payments).Select(static one => new FraudSummaryAnswer.OfMarket(one.Key, one.Value.ToFigures()))],
            [.. hours.Select(static one => new FraudSummaryAnswer.OfHour(one.Key, one.Value.ToFigures()))],
            Top(rules),
            Top(reasons));
    }

    private static DateTimeOffset Floor(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / 3_600 * 3_600);

    private static SummarySum SumOf<TKey>(SortedDictionary<TKey, SummarySum> sums, TKey key)
        where TKey : notnull
    {
        if (!sums.TryGetValue(key, out var sum))
        {
            sums[key] = sum = new SummarySum();
        }

        return sum;
    }

    private static List<FraudSummaryAnswer.Named> Top(Dictionary<string, long> counts) =>
    [
        .. counts.OrderByDescending(static one => one.Value).ThenBy(static one => one.Key, StringComparer.Ordinal).Take(MostNames)
            .Select(static one => new FraudSummaryAnswer.Named(one.Key, one.Value)),
    ];
}
