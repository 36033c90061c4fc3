using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Sales;

/// <summary>
/// Daily sales of a market from both places: the table that <see cref="SalesAggregator"/> writes, and blobs
/// <c>history/{market}/{yyyy-MM}.tsv.gz</c> of imported days, which win where both have a day of a product: who imports a day says what all of it
/// was. Thread-safe.
/// </summary>
/// <param name="storage">Account of the container.</param>
/// <param name="rows">The read models.</param>
/// <param name="marks">Days without stock; null where only an import says so.</param>
public sealed class SalesHistory(BlobServiceClient storage, ReadModelReader rows, IStockMarks? marks = null)
{
    /// <summary>Name of the container.</summary>
    public const string ContainerName = "sales";

    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(ContainerName);
    private readonly MonthFiles<SalesDay> _files = new(
        storage.GetBlobContainerClient(ContainerName),
        "history",
        "date\tsku\tunits\treturned\trevenueCents\tpromotion\tout",
        static day => (day.Sku, day.Day),
        static day => string.Create(
            CultureInfo.InvariantCulture, $"{day.Units}\t{day.Returned}\t{day.RevenueCents}\t{(day.IsPromotion ? 1 : 0)}\t{(day.IsOut ? 1 : 0)}"),
        static (sku, day, cells) => new SalesDay(
            sku,
            day,
            long.Parse(cells[2], CultureInfo.InvariantCulture),
            long.Parse(cells[3], CultureInfo.InvariantCulture),
            long.Parse(cells[4], CultureInfo.InvariantCulture),
            cells[5] == "1",
            cells[6] == "1"));

    /// <summary>Prices and promotions that are planned.</summary>
    public SalesPlans Plans { get; } = new(storage);

    /// <summary>Reads the sales of a market; days without a sale are left out.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="from">First day.</param>
    /// <param name="through">Last day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Cells by product and day, each pair once, in the order of both.</returns>
    /// <exception cref="InvalidDataException">A blob cannot be read.</exception>
    public async Task<IReadOnlyList<SalesDay>> ReadAsync(CountryCode market, DateOnly from, DateOnly through, CancellationToken cancellationToken)
    {
        var days = (await _files.ReadAsync(market, from, through, cancellationToken).ConfigureAwait(false)).ToDictionary(static day => (day.Sku, day.Day));
        foreach (var streamed in await ReadTableAsync(market, from, through, cancellationToken).ConfigureAwait(false))
        {
            // Returns come later than an import, and it knows none.
            days[streamed.Key] = days.TryGetValue(streamed.Key, out var imported)
                ? imported with { Returned = Math.Max(imported.Returned, streamed.Value.Returned) }
                : streamed.Value;
        }

        foreach (var plan in await Plans.ReadAsync(market, from, through, cancellationToken).ConfigureAwait(false))
        {
            if (plan.IsPromotion && days.TryGetValue((plan.Sku, plan.Day), out var sold))
            {
                days[(plan.Sku, plan.Day)] = sold with { IsPromotion = true };
            }
        }

        var outs = marks is null ? new HashSet<(string Sku, DateOnly Day)>() : await marks.ReadAsync(market, from, through, cancellationToken).ConfigureAwait(false);
        foreach (var mark in outs)
        {
            days[mark] = days.TryGetValue(mark, out var known) ? known with { IsOut = true } : new SalesDay(mark.Sku, mark.Day, 0, IsOut: true);
        }

        return [.. days.Values.OrderBy(static day => day.Sku, StringComparer.Ordinal).ThenBy(static day => day.Day)];
    }

    /// <summary>Lets go of marks without stock that nobody learns from any more.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="before">First day that is still learnt from.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task ForgetMarksAsync(CountryCode market, DateOnly before, CancellationToken cancellationToken) =>
        marks is null ? Task.CompletedTask : marks.ForgetAsync(market, before, cancellationToken);

    /// <summary>Adds days to the blobs; a day of a product that is there already is replaced.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="days">The days.</param>
    /// <param name="cancellationToken">Ends the writing between months.</param>
    public Task WriteAsync(CountryCode market, IEnumerable<SalesDay> days, CancellationToken cancellationToken) =>
        _files.WriteAsync(market, days, cancellationToken);

    /// <summary>The storefronts that have imported days, or are the product's own.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async Task<IReadOnlyList<CountryCode>> MarketsAsync(CancellationToken cancellationToken)
    {
        var markets = new HashSet<CountryCode>(Markets.All.Select(static market => market.Code));
        if (await _container.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (var folder in _container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", "history/", cancellationToken).ConfigureAwait(false))
            {
                if (folder.IsPrefix && CountryCode.TryParse(folder.Prefix.AsSpan()["history/".Length..^1], out var market))
                {
                    markets.Add(market);
                }
            }
        }

        return [.. markets.OrderBy(static market => market.ToString(), StringComparer.Ordinal)];
    }

    private async Task<Dictionary<(string Sku, DateOnly Day), SalesDay>> ReadTableAsync(
        CountryCode market, DateOnly from, DateOnly through, CancellationToken cancellationToken)
    {
        var (first, last) = (SalesDays.PartitionOf(market, from), SalesDays.PartitionOf(market, through));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}");
        var days = new Dictionary<(string Sku, DateOnly Day), SalesDay>();
        await foreach (var row in rows.QueryAsync(SalesDays.Definition, filter, 1_000, cancellationToken).ConfigureAwait(false))
        {
            var day = DateOnly.ParseExact(row.PartitionKey.AsSpan(3), "yyyyMMdd", CultureInfo.InvariantCulture);
            var key = (row.GetString("Sku"), day);
            days.TryGetValue(key, out var sum);
            days[key] = new SalesDay(
                key.Item1,
                day,
                sum.Units + (row.GetInt64("Units") ?? 0),
                sum.Returned + (row.GetInt64("Returned") ?? 0),
                sum.RevenueCents + (row.GetInt64("RevenueCents") ?? 0));
        }

        return days;
    }
}
