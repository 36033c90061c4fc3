using System.Globalization;
using Azure;
using Azure.Data.Tables;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>
/// Stock by market and product as the warehouses say it, in table <c>StockLevels</c>, and the spans without any, in table <c>StockOuts</c>.
/// Thread-safe.
/// </summary>
/// <param name="tables">Account of the tables.</param>
public sealed class StockLedger(TableServiceClient tables) : IStockMarks
{
    private const string Levels = "StockLevels";
    private const string Outs = "StockOuts";
    private const int NotFound = 404;

    /// <summary>Writes a level. What is older than what is there is passed over.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="level">The level.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>False when a newer level was there.</returns>
    public async Task<bool> SetAsync(CountryCode market, StockLevel level, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(level);
        var (table, key) = (tables.GetTableClient(Levels), IdHash.Of(level.Sku).ToString("x16", CultureInfo.InvariantCulture));
        await table.CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(market.ToString(), key, cancellationToken: cancellationToken).ConfigureAwait(false);
            var before = found.HasValue ? found.Value : null;
            if (before?.GetDateTimeOffset("ChangedAt") > level.ChangedAt)
            {
                return false;
            }

            var since = before?.GetDateTimeOffset("OutSince");
            if (since is { } begun && level.OnHand > 0)
            {
                await AddOutAsync(market, key, level, begun, cancellationToken).ConfigureAwait(false);
            }

            var row = new TableEntity(market.ToString(), key)
            {
                ["Sku"] = level.Sku,
                ["OnHand"] = level.OnHand,
                ["OnOrder"] = level.OnOrder,
                ["ChangedAt"] = level.ChangedAt,
                ["Expected"] = level.Expected?.ToString("O", CultureInfo.InvariantCulture),
                ["OutSince"] = level.OnHand > 0 ? null : since ?? level.ChangedAt,
            };
            try
            {
                await (before is null
                    ? table.AddEntityAsync(row, cancellationToken)
                    : table.UpdateEntityAsync(row, before.ETag, TableUpdateMode.Replace, cancellationToken)).ConfigureAwait(false);
                return true;
            }
            catch (RequestFailedException exception) when (exception.Status is 409 or 412)
            {
                // Someone else changed it meanwhile.
            }
        }
    }

    /// <summary>Reads the levels of a market.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>By product.</returns>
    public async Task<IReadOnlyDictionary<string, StockLevel>> ReadLevelsAsync(CountryCode market, CancellationToken cancellationToken) =>
        (await RowsAsync(Levels, market, cancellationToken).ConfigureAwait(false)).Select(LevelOf).ToDictionary(static level => level.Sku);

    /// <summary>Finds a level.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="sku">The product.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null where none was said.</returns>
    public async Task<StockLevel?> FindAsync(CountryCode market, string sku, CancellationToken cancellationToken)
    {
        var found = await tables.GetTableClient(Levels).GetEntityIfExistsAsync<TableEntity>(
            market.ToString(), IdHash.Of(sku).ToString("x16", CultureInfo.InvariantCulture), cancellationToken: cancellationToken).ConfigureAwait(false);
        return found.HasValue ? LevelOf(found.Value!) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<(string Sku, DateOnly Day)>> ReadAsync(
        CountryCode market, DateOnly from, DateOnly through, CancellationToken cancellationToken)
    {
        var marks = new HashSet<(string, DateOnly)>();
        var code = market.ToString();
        var since = Midnight(from).AddDays(-1);
        var recent = TableClient.CreateQueryFilter($"PartitionKey eq {code} and To ge {since}");
        foreach (var row in await RowsAsync(Outs, recent, cancellationToken).ConfigureAwait(false))
        {
            Mark(row.GetString("Sku"), row.GetDateTimeOffset("From")!.Value, MarketDays.Of(market, row.GetDateTimeOffset("To")!.Value));
        }

        foreach (var row in await RowsAsync(Levels, market, cancellationToken).ConfigureAwait(false))
        {
            if (row.GetDateTimeOffset("OutSince") is { } begun)
            {
                Mark(row.GetString("Sku"), begun, through);
            }
        }

        return marks;

        void Mark(string sku, DateTimeOffset since, DateOnly last)
        {
            var first = MarketDays.Of(market, since);
            for (var day = first < from ? from : first; day <= last && day <= through; day = day.AddDays(1))
            {
                marks.Add((sku, day));
            }
        }
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(CountryCode market, DateOnly before, CancellationToken cancellationToken)
    {
        // A day more than any time zone is behind.
        var (table, code, until) = (tables.GetTableClient(Outs), market.ToString(), Midnight(before).AddDays(-1));
        foreach (var row in await RowsAsync(Outs, TableClient.CreateQueryFilter($"PartitionKey eq {code} and To lt {until}"), cancellationToken).ConfigureAwait(false))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AddOutAsync(CountryCode market, string key, StockLevel level, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var table = tables.GetTableClient(Outs);
        await table.CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
        var row = new TableEntity(market.ToString(), $"{key}-{since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}")
        {
            ["Sku"] = level.Sku,
            ["From"] = since,
            ["To"] = level.ChangedAt,
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
    }

    private Task<List<TableEntity>> RowsAsync(string table, CountryCode market, CancellationToken cancellationToken)
    {
        var code = market.ToString();
        return RowsAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {code}"), cancellationToken);
    }

    private async Task<List<TableEntity>> RowsAsync(string table, string filter, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        try
        {
            var query = tables.GetTableClient(table).QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken);
            await foreach (var row in query.ConfigureAwait(false))
            {
                rows.Add(row);
            }
        }
        catch (RequestFailedException exception) when (exception.Status == NotFound)
        {
            // Nobody has said anything of stock yet.
        }

        return rows;
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static StockLevel LevelOf(TableEntity row) => new(
        row.GetString("Sku"), row.GetInt32("OnHand") ?? 0, row.GetInt32("OnOrder") ?? 0, row.GetDateTimeOffset("ChangedAt") ?? default,
        row.GetString("Expected") is { } expected ? DateOnly.ParseExact(expected, "O", CultureInfo.InvariantCulture) : null);
}
