using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Reads published forecasts. Thread-safe.</summary>
/// <param name="rows">The read models.</param>
/// <param name="categories">Tells what a product that has not sold yet borrows from; null where only what has sold is answered.</param>
/// <param name="time">Tells which days have passed; null where forecasts are answered as they were made.</param>
public sealed class ForecastReader(ReadModelReader rows, IProductCategories? categories = null, TimeProvider? time = null)
{
    private const int MostCategories = 10;

    /// <summary>Finds a product's forecast.</summary>
    /// <param name="sku">The product.</param>
    /// <param name="market">The storefront.</param>
    /// <param name="horizon">Days wanted; fewer come where fewer are forecast.</param>
    /// <param name="levels">Intervals wanted, 80 and 95.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The product's own from today on; of one that is known and has not sold yet what its category, else the market, lends; null where
    /// there is none, or all its days have passed.</returns>
    public async Task<ForecastAnswer?> FindAsync(
        string sku, CountryCode market, int horizon, IReadOnlyList<int> levels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(levels);
        if (await FindRowAsync(sku, market, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        var stored = Read(row);
        var today = TodayOf(market, stored);
        if (stored.From(today) is not { } forecast)
        {
            return null;
        }

        var special = Special(market.ToString(), forecast.First, forecast.Mean.Length).ToLookup(static day => day.Day);
        var points = Enumerable.Range(0, Math.Min(horizon, forecast.Mean.Length)).Select(day => new ForecastAnswer.Point(
            forecast.First.AddDays(day),
            forecast.Mean[day],
            levels.SelectMany(level => Ends(level, forecast.Quantiles, day)).ToDictionary(),
            PartsOf(forecast, day),
            [.. special[forecast.First.AddDays(day)].Select(static one => one.Name)])).ToList();
        return new ForecastAnswer(
            sku, market.ToString(), forecast.Category, forecast.Class, row.GetString("Version"), row.GetDateTimeOffset("PublishedAt") ?? default, stored.AgeOn(today), points);
    }

    /// <summary>Today in a market; where nobody tells the time, the first day of the forecast.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="forecast">A forecast of it.</param>
    public DateOnly TodayOf(CountryCode market, StoredForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return time is null ? forecast.First : MarketDays.Of(market, time.GetUtcNow());
    }

    /// <summary>Finds the forecast as it is stored, days that have passed included.</summary>
    /// <param name="sku">The product.</param>
    /// <param name="market">The storefront.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<StoredForecast?> FindStoredAsync(string sku, CountryCode market, CancellationToken cancellationToken) =>
        await FindRowAsync(sku, market, cancellationToken).ConfigureAwait(false) is { } row ? Read(row) : null;

    /// <summary>Finds what a market's products add up to, as it is stored.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="category">A category; null for the whole market.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<StoredForecast?> FindSumAsync(CountryCode market, string? category, CancellationToken cancellationToken) =>
        await FindRowAsync(ForecastPublisher.SumsOf(market), ForecastPublisher.SumOf(category is null ? $"{market}" : $"{market}/{category}"), cancellationToken).ConfigureAwait(false) is { } row
            ? Read(row)
            : null;

    /// <summary>Finds what is ahead in a market.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null where nothing is published, or all its days have passed.</returns>
    public async Task<OutlookAnswer?> FindOutlookAsync(CountryCode market, CancellationToken cancellationToken)
    {
        var (code, prefix, partition) = (market.ToString(), ForecastPublisher.SumOf($"{market}"), ForecastPublisher.SumsOf(market));
        if (await FindSumAsync(market, null, cancellationToken).ConfigureAwait(false) is not { } stored || stored.From(TodayOf(market, stored)) is not { } all)
        {
            return null;
        }

        var categories = new List<OutlookAnswer.Category>();
        var (from, to) = ($"{prefix}/", $"{prefix}0");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Sku ge {from} and Sku lt {to}");
        await foreach (var row in rows.QueryAsync(ForecastPublisher.Definition, filter, 1_000, cancellationToken).ConfigureAwait(false))
        {
            if (Read(row).From(all.First) is { } one && Recent(one) is var recent and > 0)
            {
                categories.Add(new OutlookAnswer.Category(row.GetString("Sku")[from.Length..], Math.Round(one.Mean.Sum(), 2), Math.Round((one.Mean.Sum() / recent) - 1, 4)));
            }
        }

        var (expected, sold) = (all.Mean.Sum(), Recent(all));
        return new OutlookAnswer(
            code,
            all.First,
            all.Mean.Length,
            stored.AgeOn(all.First),
            Math.Round(expected, 2),
            sold,
            sold > 0 ? Math.Round((expected / sold) - 1, 4) : null,
            [.. categories.Where(static one => one.Growth > 0).OrderByDescending(static one => one.Growth).Take(MostCategories)],
            [.. categories.Where(static one => one.Growth < 0).OrderBy(static one => one.Growth).Take(MostCategories)],
            Folded(Special(code, all.First, all.Mean.Length)));
    }

    private static List<OutlookAnswer.SpecialDay> Folded(IEnumerable<CalendarDay> days)
    {
        var entries = new List<OutlookAnswer.SpecialDay>();
        foreach (var day in days)
        {
            var before = entries.FindLastIndex(entry => entry.Name == day.Name && entry.Kind == day.Kind.ToString() && entry.Through.AddDays(1) == day.Day);
            if (before < 0)
            {
                entries.Add(new OutlookAnswer.SpecialDay(day.Day, day.Day, day.Name, day.Kind.ToString()));
                continue;
            }

            entries[before] = entries[before] with { Through = day.Day };
        }

        return entries;
    }

    private async Task<TableEntity?> FindRowAsync(string sku, CountryCode market, CancellationToken cancellationToken)
    {
        if (await FindRowAsync(market.ToString(), sku, cancellationToken).ConfigureAwait(false) is { } own)
        {
            return own;
        }

        if (categories is null || await categories.FindAsync(sku, cancellationToken).ConfigureAwait(false) is not { } category)
        {
            return null;
        }

        var (code, sums) = (market.ToString(), ForecastPublisher.SumsOf(market));
        return await FindRowAsync(sums, ForecastPublisher.UnsoldOf(code, category), cancellationToken).ConfigureAwait(false)
            ?? await FindRowAsync(sums, ForecastPublisher.UnsoldOf(code, string.Empty), cancellationToken).ConfigureAwait(false);
    }

    private Task<TableEntity?> FindRowAsync(string partition, string id, CancellationToken cancellationToken) =>
        rows.FindAsync(ForecastPublisher.Definition, partition, ForecastPublisher.RowOf(id), cancellationToken);

    private static StoredForecast Read(TableEntity row) =>
        JsonSerializer.Deserialize(row.GetString("Body"), ForecastJson.Default.StoredForecast)
        ?? throw new InvalidDataException($"Row {row.PartitionKey}/{row.RowKey} of table {ForecastPublisher.Definition.Table} holds no forecast.");

    private static ForecastAnswer.DayParts PartsOf(StoredForecast forecast, int day)
    {
        var (calendar, price) = (forecast.Calendar?[day] ?? 0, forecast.Price?[day] ?? 0);
        return new(forecast.Level[day], Math.Round(forecast.Mean[day] - forecast.Level[day] - calendar - price, 4), calendar, price);
    }

    private static double Recent(StoredForecast forecast) => forecast.Recent.Where(static value => !double.IsNaN(value)).Sum();

    private static IEnumerable<KeyValuePair<string, double>> Ends(int level, double[][] quantiles, int day)
    {
        var (low, high) = level == 80 ? (1, 2) : (0, 3);
        var name = level.ToString(CultureInfo.InvariantCulture);
        return [new($"lo-{name}", quantiles[low][day]), new($"hi-{name}", quantiles[high][day])];
    }

    private static IEnumerable<CalendarDay> Special(string market, DateOnly first, int days) => !MarketCalendar.Markets.Contains(market)
        ? []
        : Enumerable.Range(first.Year, first.AddDays(days).Year - first.Year + 1).SelectMany(year => MarketCalendar.Of(market, year))
            .Where(day => day.Day >= first && day.Day < first.AddDays(days));
}
