using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Supply terms by market and product, in table <c>SupplyTerms</c>; what is stated last holds. Thread-safe.</summary>
/// <param name="tables">Account of the table.</param>
public sealed class SupplyTermsStore(TableServiceClient tables)
{
    private const string TableName = "SupplyTerms";
    private const int NotFound = 404;

    /// <summary>States the terms of a product in the place of those before.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="sku">The product.</param>
    /// <param name="terms">Terms that <see cref="SupplyTermsCheck"/> finds nothing wrong with.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task SetAsync(CountryCode market, string sku, SupplyTerms terms, CancellationToken cancellationToken)
    {
        var table = tables.GetTableClient(TableName);
        await table.CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
        var row = new TableEntity(market.ToString(), KeyOf(sku))
        {
            ["Sku"] = sku,
            ["Body"] = JsonSerializer.Serialize(terms, SupplyTermsJson.Default.SupplyTerms),
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the terms of a product.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="sku">The product.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null where none were stated.</returns>
    public async Task<SupplyTerms?> FindAsync(CountryCode market, string sku, CancellationToken cancellationToken)
    {
        var found = await tables.GetTableClient(TableName).GetEntityIfExistsAsync<TableEntity>(
            market.ToString(), KeyOf(sku), cancellationToken: cancellationToken).ConfigureAwait(false);
        return found.HasValue ? TermsOf(found.Value!) : null;
    }

    /// <summary>Reads the terms of a market.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>By product.</returns>
    public async Task<IReadOnlyDictionary<string, SupplyTerms>> ReadAsync(CountryCode market, CancellationToken cancellationToken)
    {
        var (all, code) = (new Dictionary<string, SupplyTerms>(StringComparer.Ordinal), market.ToString());
        try
        {
            var query = tables.GetTableClient(TableName).QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {code}"), cancellationToken: cancellationToken);
            await foreach (var row in query.ConfigureAwait(false))
            {
                all[row.GetString("Sku")] = TermsOf(row);
            }
        }
        catch (RequestFailedException exception) when (exception.Status == NotFound)
        {
            // Nobody has stated any yet.
        }

        return all;
    }

    private static string KeyOf(string sku) => IdHash.Of(sku).ToString("x16", CultureInfo.InvariantCulture);

    private static SupplyTerms TermsOf(TableEntity row) =>
        JsonSerializer.Deserialize(row.GetString("Body"), SupplyTermsJson.Default.SupplyTerms)
        ?? throw new InvalidDataException($"Row {row.PartitionKey}/{row.RowKey} of table {TableName} holds no terms.");
}
