namespace XbFunctions.Capabilities.Inventory;

/// <summary>When and how much to order, and what came of it in a simulation.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Market">ISO 3166-1 alpha-2 code of the storefront.</param>
/// <param name="Policy">How orders are decided: rq, ss or newsvendor.</param>
/// <param name="ServiceLevel">Probability of not running out while an order is on its way that the plan aims at.</param>
/// <param name="ReorderPoint">r, s: order when what is there and on its way is not above this; -1 where no order pays, null for a newsvendor, who
/// orders once.</param>
/// <param name="Quantity">Q: pieces of an order; S - s, the fewest pieces of one that fills up to S; a newsvendor's one order.</param>
/// <param name="OrderUpTo">S: what an order of the (s, S) policy fills up to; r + Q; what there is with a newsvendor's order.</param>
/// <param name="LeadDays">Lead time of an order of today: mean and 95 % quantile, days.</param>
/// <param name="LeadDemand">Demand over it and the days of review, or until a newsvendor's product ends: mean and the service level's quantile, pieces.</param>
/// <param name="OrderNow">Pieces to order today; 0 for none.</param>
/// <param name="OrderBy">Last day to order without running out at the service level, today where it is late already; null where the stock lasts
/// beyond the days that are forecast, or nothing is to be ordered again.</param>
/// <param name="Warehouses">What of the pieces that are there, on their way and ordered today belongs in each warehouse, so that all are equally
/// likely to have enough over the lead time; empty where the terms name none.</param>
/// <param name="Simulation">What the plan did in simulated futures.</param>
/// <param name="WithoutOrders">What doing nothing did in the same ones.</param>
public sealed record ReplenishmentPlan(
    string Sku,
    string Market,
    string Policy,
    double ServiceLevel,
    int? ReorderPoint,
    int Quantity,
    int OrderUpTo,
    ReplenishmentPlan.Pair LeadDays,
    ReplenishmentPlan.Pair LeadDemand,
    int OrderNow,
    DateOnly? OrderBy,
    IReadOnlyList<ReplenishmentPlan.Share> Warehouses,
    PlanOutcome Simulation,
    PlanOutcome WithoutOrders)
{
    /// <summary>What belongs in a warehouse.</summary>
    /// <param name="Name">The warehouse.</param>
    /// <param name="Pieces">Whole pieces.</param>
    public sealed record Share(string Name, int Pieces);

    /// <summary>A mean and a quantile.</summary>
    /// <param name="Mean">Mean.</param>
    /// <param name="High">Upper quantile.</param>
    public sealed record Pair(double Mean, double High);
}
