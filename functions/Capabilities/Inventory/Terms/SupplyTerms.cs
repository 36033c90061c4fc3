namespace XbFunctions.Capabilities.Inventory;

/// <summary>The terms on which a product is supplied to a market, as its buyer states them; what is null is the default of <see cref="PlanTerms"/>.</summary>
/// <param name="Origin">ISO 3166-1 alpha-2 code of the supplier's country: its factories' closed days count. Null for the market's own.</param>
/// <param name="SupplierDays">Open days until the supplier hands over.</param>
/// <param name="TransitDays">Days on the way.</param>
/// <param name="CustomsDays">Open days at customs and into the warehouse.</param>
/// <param name="Prices">Price of a piece by the quantity from which it holds, the first from 0, each lower than the one before.</param>
/// <param name="OrderCost">Fixed cost of an order.</param>
/// <param name="HoldingRate">Cost of holding a piece for a year against its price.</param>
/// <param name="ServiceLevel">Probability of not running out while an order is on its way.</param>
/// <param name="StockOutCost">Cost of a piece short; above 0 it sets the service level.</param>
/// <param name="Minimum">Fewest pieces of an order.</param>
/// <param name="Pack">Pieces of a pack.</param>
/// <param name="Warehouses">Warehouses of the market.</param>
/// <param name="Policy">How orders are decided: rq, ss or newsvendor; null for what suits the product.</param>
/// <param name="ReviewDays">Days between two looks at the stock.</param>
/// <param name="SeasonEnd">Last day on which the product sells.</param>
/// <param name="ShelfLifeDays">Days that a piece can be sold once it has arrived.</param>
/// <param name="Salvage">What a piece is worth that is left at the end.</param>
public sealed record SupplyTerms(
    string? Origin = null,
    SupplyTerms.Days? SupplierDays = null,
    SupplyTerms.Days? TransitDays = null,
    SupplyTerms.Days? CustomsDays = null,
    IReadOnlyList<SupplyTerms.PriceFrom>? Prices = null,
    double? OrderCost = null,
    double? HoldingRate = null,
    double? ServiceLevel = null,
    double? StockOutCost = null,
    int? Minimum = null,
    int? Pack = null,
    IReadOnlyList<SupplyTerms.Warehouse>? Warehouses = null,
    string? Policy = null,
    int? ReviewDays = null,
    DateOnly? SeasonEnd = null,
    int? ShelfLifeDays = null,
    double? Salvage = null)
{
    /// <summary>Fills in what is stated.</summary>
    /// <param name="terms">What holds otherwise.</param>
    public PlanTerms Over(PlanTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var lead = terms.LeadTime;
        return terms with
        {
            Origin = Origin ?? terms.Origin,
            LeadTime = new LeadTime(
                SupplierDays?.Part(isOnOpenDays: true) ?? lead.Supplier,
                TransitDays?.Part(isOnOpenDays: false) ?? lead.Transit,
                CustomsDays?.Part(isOnOpenDays: true) ?? lead.Customs),
            Prices = Prices?.Select(static price => (price.From, price.Price)).ToList() ?? terms.Prices,
            OrderCost = OrderCost ?? terms.OrderCost,
            HoldingRate = HoldingRate ?? terms.HoldingRate,
            ServiceLevel = ServiceLevel ?? terms.ServiceLevel,
            StockOutCost = StockOutCost ?? terms.StockOutCost,
            Size = new OrderSize(Minimum ?? terms.Size.Minimum, Pack ?? terms.Size.Pack),
            Warehouses = Warehouses?.Select(static place => (place.Name, place.Share)).ToList() ?? terms.Warehouses,
            Policy = StockPolicies.Find(Policy) ?? terms.Policy,
            ReviewDays = ReviewDays ?? terms.ReviewDays,
            SeasonEnd = SeasonEnd ?? terms.SeasonEnd,
            ShelfLifeDays = ShelfLifeDays ?? terms.ShelfLifeDays,
            Salvage = Salvage ?? terms.Salvage,
        };
    }

    /// <summary>Days of one leg; those between are drawn from the triangle over the three.</summary>
    /// <param name="Least">Fewest days, 0 or more.</param>
    /// <param name="Usual">Most likely days.</param>
    /// <param name="Most">Most days.</param>
    public sealed record Days(double Least, double Usual, double Most)
    {
        internal LeadTimePart Part(bool isOnOpenDays) => new(Least, Usual, Most, isOnOpenDays);
    }

    /// <summary>A price.</summary>
    /// <param name="From">Pieces of an order from which it holds.</param>
    /// <param name="Price">Of a piece.</param>
    public sealed record PriceFrom(double From, double Price);

    /// <summary>A warehouse.</summary>
    /// <param name="Name">Its name, unique in the market.</param>
    /// <param name="Share">Its share of the market's demand, above 0; the shares need not add up to 1.</param>
    public sealed record Warehouse(string Name, double Share);
}
