namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Sessions that began in one hour, and how many of them came how far.</summary>
/// <param name="At">The hour's beginning, UTC.</param>
/// <param name="Sessions">Sessions closed.</param>
/// <param name="Viewed">With a product page.</param>
/// <param name="Carted">With something put into the cart.</param>
/// <param name="CheckedOut">With a checkout.</param>
/// <param name="Ordered">With an order.</param>
/// <param name="SpentEuros">Sum of the orders.</param>
public sealed record FunnelHour(DateTimeOffset At, long Sessions, long Viewed, long Carted, long CheckedOut, long Ordered, double SpentEuros);
