using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Names of the policies, and which of them suits a product.</summary>
public static class StockPolicies
{
    /// <summary>Names, in the order of <see cref="StockPolicy"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<StockPolicy>().Select(static name => name.ToLowerInvariant())];

    /// <summary>The name of a policy.</summary>
    public static string NameOf(StockPolicy policy) => Names[(int)policy];

    /// <summary>The policy of a name; null for one that is none.</summary>
    public static StockPolicy? Find(string? name) => Names.ToList().IndexOf(name ?? "") is >= 0 and var at ? (StockPolicy)at : null;

    /// <summary>
    /// The policy as stated, else as the field chooses (Silver, Pyke and Thomas, "Inventory and Production Management in Supply Chains", 4th
    /// edition, sections 6.5 and 9.2): one order where the product has an end, (s, S) where stock is looked at less often than every day or
    /// demand comes in lumps that overshoot a reorder point, else (r, Q).
    /// </summary>
    /// <param name="forecast">The forecast, for its kind of demand.</param>
    /// <param name="terms">What is stated.</param>
    public static StockPolicy Choose(StoredForecast forecast, PlanTerms terms)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(terms);
        var isInLumps = forecast.Class is nameof(DemandClass.Lumpy) or nameof(DemandClass.Intermittent);
        return terms.Policy
            ?? (terms.SeasonEnd is not null || terms.ShelfLifeDays is not null ? StockPolicy.Newsvendor
                : terms.ReviewDays > 1 || isInLumps ? StockPolicy.SS
                : StockPolicy.RQ);
    }
}
