namespace XbFunctions.Capabilities.Inventory;

/// <summary>What a plan is made for. Amounts are of one currency.</summary>
public sealed record PlanTerms
{
    /// <summary>Pieces on the shelf, 0 or more.</summary>
    public int OnHand { get; init; }

    /// <summary>Pieces ordered that have not arrived, 0 or more.</summary>
    public int OnOrder { get; init; }

    /// <summary>Day on which they are expected on the shelf, one that has passed for the next open one; null where nobody said: what is left of
    /// a lead time at a moment within it is drawn then.</summary>
    public DateOnly? Expected { get; init; }

    /// <summary>How orders are decided; null for what suits the product, see <see cref="StockPolicies.Choose"/>.</summary>
    public StockPolicy? Policy { get; init; }

    /// <summary>Days between two looks at the stock, 1 or more.</summary>
    public int ReviewDays { get; init; } = 1;

    /// <summary>Last day on which the product sells; null where it goes on.</summary>
    public DateOnly? SeasonEnd { get; init; }

    /// <summary>Days that a piece can be sold once it has arrived; null where it keeps.</summary>
    public int? ShelfLifeDays { get; init; }

    /// <summary>What a piece is worth that is left at the end of the season or of the shelf life, below the lowest price.</summary>
    public double Salvage { get; init; }

    /// <summary>Probability of not running out while an order is on its way, in (0, 1).</summary>
    public double ServiceLevel { get; init; } = 0.95;

    /// <summary>Cost of a piece short, above 0: the service level is then what costs least; 0 for the level as given.</summary>
    public double StockOutCost { get; init; }

    /// <summary>Price of a piece, by the quantity from which it holds, the first from 0.</summary>
    public IReadOnlyList<(double From, double Price)> Prices { get; init; } = [(0, 10)];

    /// <summary>Fixed cost of an order.</summary>
    public double OrderCost { get; init; } = 50;

    /// <summary>Cost of holding a piece for a year against the price that was paid for it.</summary>
    public double HoldingRate { get; init; } = 0.25;

    /// <summary>What the supplier accepts.</summary>
    public OrderSize Size { get; init; } = new(1, 1);

    /// <summary>ISO 3166-1 alpha-2 code of the supplier's country; null for the market's own.</summary>
    public string? Origin { get; init; }

    /// <summary>Warehouses of the market with their shares of its demand; empty for one that needs no split.</summary>
    public IReadOnlyList<(string Name, double Share)> Warehouses { get; init; } = [];

    /// <summary>From order to shelf.</summary>
    public LeadTime LeadTime { get; init; } = new(new(3, 5, 10, true), new(5, 9, 20), new(1, 2, 5, true));

    /// <summary>Price of a piece in an order.</summary>
    /// <param name="order">Pieces of the order.</param>
    internal double PriceOf(double order) => Prices.Last(price => order >= price.From).Price;
}
