using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Finds what is wrong with supply terms.</summary>
public static class SupplyTermsCheck
{
    /// <summary>Most price breaks.</summary>
    public const int MostPrices = 20;

    /// <summary>Most warehouses of a market.</summary>
    public const int MostWarehouses = 50;

    private const double MostDays = 180;
    private const double MostAmount = 1e6;
    private const int MostPieces = 10_000_000;
    private const int MostPack = 100_000;
    private const int MostName = 64;

    /// <summary>Checks terms.</summary>
    /// <param name="terms">The terms.</param>
    /// <returns>The member at fault and a sentence; null where nothing is wrong.</returns>
    public static (string Field, string Detail)? Find(SupplyTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return OriginOf(terms.Origin)
            ?? Leg("supplierDays", terms.SupplierDays)
            ?? Leg("transitDays", terms.TransitDays)
            ?? Leg("customsDays", terms.CustomsDays)
            ?? PricesOf(terms.Prices)
            ?? Amount("orderCost", terms.OrderCost, 0.01, MostAmount)
            ?? Amount("holdingRate", terms.HoldingRate, 0.001, 10)
            ?? Amount("serviceLevel", terms.ServiceLevel, 0.5, 0.999)
            ?? Amount("stockOutCost", terms.StockOutCost, 0, MostAmount)
            ?? Amount("minimum", terms.Minimum, 1, MostPieces)
            ?? Amount("pack", terms.Pack, 1, MostPack)
            ?? WarehousesOf(terms.Warehouses)
            ?? PolicyOf(terms)
            ?? Amount("reviewDays", terms.ReviewDays, 1, PlanCheck.MostReviewDays)
            ?? Amount("shelfLifeDays", terms.ShelfLifeDays, 1, PlanCheck.MostSeasonDays)
            ?? Amount("salvage", terms.Salvage, 0, MostAmount)
            ?? SalvageOf(terms);
    }

    private static (string Field, string Detail)? OriginOf(string? origin) => origin is null || MarketCalendar.Countries.Contains(origin)
        ? null
        : ("origin", $"Expected the ISO 3166-1 alpha-2 code of a country whose closed days are known: {string.Join(", ", MarketCalendar.Countries)}.");

    private static (string Field, string Detail)? PolicyOf(SupplyTerms terms) => terms.Policy switch
    {
        null => null,
        var name when StockPolicies.Find(name) is null => ("policy", $"Expected one of {string.Join(", ", StockPolicies.Names)}."),
        "newsvendor" when terms.SeasonEnd is null && terms.ShelfLifeDays is null =>
            ("policy", "A newsvendor orders for a product that ends: give seasonEnd or shelfLifeDays, too."),
        _ => null,
    };

    private static (string Field, string Detail)? SalvageOf(SupplyTerms terms) =>
        terms.Salvage >= (terms.Prices?.Min(static price => price.Price) ?? new PlanTerms().Prices[0].Price)
            ? ("salvage", "A piece that is left is worth less than the lowest price.")
            : null;

    private static (string Field, string Detail)? Leg(string field, SupplyTerms.Days? days) =>
        days is null or { Least: >= 0, Most: <= MostDays } && (days is null || (days.Least <= days.Usual && days.Usual <= days.Most))
            ? null
            : (field, FormattableString.Invariant($"Expected least, usual and most days in that order, from 0 to {MostDays}."));

    private static (string Field, string Detail)? Amount(string field, double? value, double least, double most) =>
        value is null || (value >= least && value <= most) ? null : (field, FormattableString.Invariant($"Expected {least} to {most}."));

    private static (string Field, string Detail)? PricesOf(IReadOnlyList<SupplyTerms.PriceFrom>? prices)
    {
        if (prices is null)
        {
            return null;
        }

        if (prices.Count is 0 or > MostPrices)
        {
            return ("prices", $"Expected 1 to {MostPrices} prices.");
        }

        for (var i = 0; i < prices.Count; i++)
        {
            var (price, before) = (prices[i], i == 0 ? null : prices[i - 1]);
            if (price is null || !(price.Price is >= 0.01 and <= MostAmount) || (before is null ? price.From != 0 : !(price.From > before.From && price.From <= MostPieces)))
            {
                return ($"prices[{i}]", FormattableString.Invariant($"Expected from and price: the first from 0, each from more than the one before, at 0.01 to {MostAmount}."));
            }

            if (price.Price >= before?.Price)
            {
                return ($"prices[{i}].price", "A price for more pieces is lower than the one before.");
            }
        }

        return null;
    }

    private static (string Field, string Detail)? WarehousesOf(IReadOnlyList<SupplyTerms.Warehouse>? warehouses)
    {
        if (warehouses is null)
        {
            return null;
        }

        if (warehouses.Count > MostWarehouses)
        {
            return ("warehouses", $"Expected at most {MostWarehouses} warehouses.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < warehouses.Count; i++)
        {
            if (warehouses[i] is not { Name.Length: > 0 and <= MostName, Share: > 0 and <= MostAmount } place || !names.Add(place.Name))
            {
                return ($"warehouses[{i}]", $"Expected a name of 1 to {MostName} characters that no other has, and a share above 0.");
            }
        }

        return null;
    }
}
