namespace XbFunctions.Capabilities.Sales;

/// <summary>One product on one day in one market.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Day">Day of the market's calendar.</param>
/// <param name="Units">Pieces sold.</param>
/// <param name="Returned">Pieces that came back on that day.</param>
/// <param name="RevenueCents">Euro cents taken.</param>
/// <param name="IsPromotion">Whether it was promoted.</param>
/// <param name="IsOut">Whether it was out of stock: what was not sold is then no sign of no demand.</param>
public readonly record struct SalesDay(
    string Sku, DateOnly Day, long Units, long Returned = 0, long RevenueCents = 0, bool IsPromotion = false, bool IsOut = false);
