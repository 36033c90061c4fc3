using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Finds out whether a plan can be made.</summary>
public static class PlanCheck
{
    /// <summary>Longest time from the first day of a forecast to the end of a season, days.</summary>
    public const int MostSeasonDays = 400;

    /// <summary>Most days between two looks at the stock.</summary>
    public const int MostReviewDays = 90;

    private const double DaysOfYear = 365;

    /// <summary>Checks what a plan is made of.</summary>
    /// <param name="forecast">The forecast from today on.</param>
    /// <param name="terms">Terms whose members are each in their range.</param>
    /// <returns>Null where nothing stands against it.</returns>
    public static PlanRefusal? Find(StoredForecast forecast, PlanTerms terms)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Policy == StockPolicy.Newsvendor && terms.SeasonEnd is null && terms.ShelfLifeDays is null)
        {
            return new("policy", "A newsvendor orders for a product that ends: give seasonEnd or shelfLifeDays, too.");
        }

        if (terms.SeasonEnd > forecast.First.AddDays(MostSeasonDays))
        {
            return new("seasonEnd", $"Expected a day within {MostSeasonDays} days: until then no order for the whole season is planned.");
        }

        if (terms.Salvage >= terms.Prices.Min(static price => price.Price))
        {
            return new("salvage", "A piece that is left is worth less than the lowest price: else as many as there are would be ordered.");
        }

        // Lead times end after at most 400 days a leg.
        var most = Math.Max(forecast.Quantiles[3].Max(), forecast.Mean.Max());
        if (most * 3 * MostSeasonDays > OrderSize.Most)
        {
            return new("sku", FormattableString.Invariant($"The forecast goes up to {most:0} pieces a day, which is more than is planned for."));
        }

        var yearly = forecast.Mean.Average() * DaysOfYear;
        var spent = terms.OrderCost + (terms.StockOutCost * most * MostSeasonDays);
        var quantity = terms.Prices.Max(price => Math.Sqrt(2 * yearly * spent / (terms.HoldingRate * price.Price)));
        return quantity <= OrderSize.Most
            ? null
            : new(
                terms.OrderCost * 2 > spent ? "orderCost" : "stockOutCost",
                FormattableString.Invariant($"With this price and holding rate an order would be of {quantity:0} pieces, which is more than the {OrderSize.Most} that are planned for."));
    }
}
