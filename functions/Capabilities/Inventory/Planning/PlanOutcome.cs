namespace XbFunctions.Capabilities.Inventory;

/// <summary>What a plan did in simulated futures, means over all of them.</summary>
/// <param name="Days">Days of a future.</param>
/// <param name="Futures">Number of futures.</param>
/// <param name="FillRate">Share of the demand that was served from the shelf, in [0, 1].</param>
/// <param name="StockOutDays">Days on which something was missing.</param>
/// <param name="StockOutChance">Share of the futures in which something was ever missing, in [0, 1].</param>
/// <param name="Orders">Orders placed.</param>
/// <param name="MeanStock">Pieces on the shelf.</param>
/// <param name="Cost">Orders, pieces, holding at the price that was paid, and pieces short where they have a cost; of a newsvendor less what is left is
/// worth.</param>
public sealed record PlanOutcome(
    int Days, int Futures, double FillRate, double StockOutDays, double StockOutChance, double Orders, double MeanStock, double Cost);
