using System.Globalization;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Advises an order where a product's stock is known and its plan orders today: <c>reorder.advised</c>.</summary>
/// <param name="stock">Stock levels.</param>
/// <param name="terms">Supply terms; a product without any has the default ones.</param>
/// <param name="publisher">Sends the events.</param>
public sealed class ReorderAdvisor(StockLedger stock, SupplyTermsStore terms, IEventPublisher publisher) : IForecastListener
{
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
                var own = (stated!.GetValueOrDefault(sku) ?? new SupplyTerms()).Over(new PlanTerms { OnHand = level.OnHand, OnOrder = level.OnOrder });
                var plan = ReplenishmentPlanner.Plan(sku, market.ToString(), forecast, own);
                if (plan.OrderNow > 0)
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
            $"{level.OnHand + level.OnOrder} pieces in and on the way to {market} are not above the reorder point of {plan.ReorderPoint}; an order takes {plan.LeadDays.Mean:0} days.");
        var advised = new ReorderAdvised(new Sku(plan.Sku), market, at, plan.OrderNow, plan.OrderBy, plan.ServiceLevel, text);
        return new OutgoingEvent(HubNames.Insights, advised.PartitionKey, advised.EventId, advised.Type, EventBody.ToUtf8(advised), null);
    }
}
