using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Advises an order where a product's stock is known and its plan orders today: <c>reorder.advised</c>.</summary>
/// <param name="stock">Stock levels.</param>
/// <param name="terms">Supply terms; a product without any has the default ones.</param>
/// <param name="publisher">Sends the events.</param>
/// <param name="log">Told of products that no plan can be made for; null where nobody listens.</param>
public sealed class ReorderAdvisor(
    StockLedger stock, SupplyTermsStore terms, IEventPublisher publisher, ILogger<ReorderAdvisor>? log = null) : IForecastListener
{
    private readonly ILogger _log = log ?? NullLogger<ReorderAdvisor>.Instance;

    /// <inheritdoc/>
    public async Task PublishedAsync(
        CountryCode market, IReadOnlyList<(string Id, StoredForecast Forecast)> forecasts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        var levels = await stock.ReadLevelsAsync(market, cancellationToken).ConfigureAwait(false);
        var stated = levels.Count == 0 ? null : await terms.ReadAsync(market, cancellationToken).ConfigureAwait(false);
        var events = new List<OutgoingEvent>();
        foreach (var (sku, forecast) in forecasts)
        {
            if (levels.TryGetValue(sku, out var level))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var own = (stated!.GetValueOrDefault(sku) ?? new SupplyTerms()).Over(level.Over(new PlanTerms()));
                if (PlanCheck.Find(forecast, own) is { } refusal)
                {
                    _log.NoPlan(market.ToString(), refusal.Field, refusal.Detail);
                }
                else if (ReplenishmentPlanner.Plan(sku, market.ToString(), forecast, own) is { OrderNow: > 0 } plan)
                {
                    events.Add(Event(market, plan, level, at));
                }
            }
        }

        if (events.Count > 0)
        {
            await publisher.PublishAsync(events, cancellationToken).ConfigureAwait(false);
        }
    }

    private static OutgoingEvent Event(CountryCode market, ReplenishmentPlan plan, StockLevel level, DateTimeOffset at)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{level.OnHand + level.OnOrder} pieces in and on the way to {market} are {(plan.ReorderPoint is { } point ? $"not above the reorder point of {point}" : "fewer than are expected to sell until the product ends")}; an order takes {plan.LeadDays.Mean:0} days.");
        var advised = new ReorderAdvised(new Sku(plan.Sku), market, at, plan.OrderNow, plan.OrderBy ?? MarketDays.Of(market, at), plan.ServiceLevel, text);
        return new OutgoingEvent(HubNames.Insights, advised.PartitionKey, advised.EventId, advised.Type, EventBody.ToUtf8(advised), null);
    }
}
