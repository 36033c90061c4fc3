namespace XbFunctions.Contracts;

/// <summary>One line of a payment, cart or order.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Quantity">Pieces, 1 to <see cref="EventLimits.Quantity"/>.</param>
/// <param name="UnitPrice">
/// Price of one piece in major units of the event's currency, zero or more, at most <see cref="EventLimits.UnitPriceDecimals"/>
/// decimals.
/// </param>
public sealed record LineItem(Sku Sku, int Quantity, decimal UnitPrice);
