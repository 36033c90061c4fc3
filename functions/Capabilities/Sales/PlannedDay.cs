namespace XbFunctions.Capabilities.Sales;

/// <summary>What is planned for one product on one day in one market.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Day">Day of the market's calendar.</param>
/// <param name="PriceCents">Euro cents a piece; null where only the promotion is planned.</param>
/// <param name="IsPromotion">Whether it is promoted.</param>
public readonly record struct PlannedDay(string Sku, DateOnly Day, long? PriceCents, bool IsPromotion);
