using System.Globalization;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Sales;

/// <summary>The read model of daily sales: what each partition counted of a product on a day, to be added up where it is read.</summary>
public static class SalesDays
{
    /// <summary>The table.</summary>
    public static ReadModelDefinition Definition { get; } = new(
        "SalesDays",
        new("Sku", ReadModelColumnType.Text),
        new("Units", ReadModelColumnType.Whole),
        new("Returned", ReadModelColumnType.Whole),
        new("RevenueCents", ReadModelColumnType.Whole),
        new("RefundCents", ReadModelColumnType.Whole));

    /// <summary>Table partition of a market's day.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="day">Day of its calendar.</param>
    /// <returns>Such as <c>DE-20260314</c>.</returns>
    public static string PartitionOf(CountryCode market, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{market}-{day:yyyyMMdd}");

    /// <summary>Adds a cell's row.</summary>
    /// <param name="rows">Destination.</param>
    /// <param name="partitionId">Partition that counted it.</param>
    /// <param name="cell">The cell.</param>
    internal static void Add(ReadModelRows rows, string partitionId, in SalesCell cell) => rows.Add(
        PartitionOf(cell.Market, cell.Day),
        string.Create(CultureInfo.InvariantCulture, $"{partitionId}-{cell.Since}-{IdHash.Of(cell.Sku):x16}"),
        cell.Sku,
        cell.Units,
        cell.Returned,
        cell.RevenueCents,
        cell.RefundCents);
}
