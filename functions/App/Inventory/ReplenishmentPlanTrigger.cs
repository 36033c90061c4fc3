using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Inventory;
using XbFunctions.Contracts;

namespace XbFunctions.App.Inventory;

/// <summary>Answers with a plan of orders for a product.</summary>
/// <param name="forecasts">The read model of forecasts.</param>
/// <param name="stock">Stock levels, for what the caller does not say.</param>
/// <param name="stated">Supply terms, for what the caller does not say.</param>
public sealed class ReplenishmentPlanTrigger(ForecastReader forecasts, StockLedger stock, SupplyTermsStore stated)
{
    private const int MostPieces = 10_000_000;

    /// <summary>
    /// <c>GET /api/inventory/{sku}/plan?market=&amp;onHand=&amp;onOrder=&amp;serviceLevel=&amp;stockOutCost=&amp;price=&amp;orderCost=&amp;holdingRate=&amp;minimum=&amp;pack=</c>:
    /// 200 with the plan and what it did in simulated futures; 400 for a wrong parameter, 404 where no forecast is published.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="sku">The product.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("ReplenishmentPlan")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "inventory/{sku}/plan")] HttpRequest request, string sku, CancellationToken cancellationToken)
    {
        if (!Sku.TryCreate(sku, out _))
        {
            return Problems.BadRequest("sku", $"A sku has 1 to {IdText.MaxLength} characters and no control characters.");
        }

        var query = new QueryReader(request);
        var market = query.Country("market");
        var level = market.IsUnknown ? null : await stock.FindAsync(market, sku, cancellationToken);
        var own = market.IsUnknown ? null : await stated.FindAsync(market, sku, cancellationToken);
        var terms = Asked(query, (own ?? new SupplyTerms()).Over(new PlanTerms { OnHand = level?.OnHand ?? 0, OnOrder = level?.OnOrder ?? 0 }));
        if (query.Problem is null && market.IsUnknown)
        {
            query.Refuse<string>("market", "A plan is of one market: give its ISO 3166-1 alpha-2 code.");
        }

        if (query.Problem is { } problem)
        {
            return problem;
        }

        return await forecasts.FindStoredAsync(sku, market, cancellationToken) is { } forecast
            ? Results.Json(ReplenishmentPlanner.Plan(sku, market.ToString(), forecast, terms))
            : Problems.NotFound("sku", "No forecast of this product is published in this market; a plan is made from one.");
    }

    // What the caller says wins over what is stored; a price of the caller's is the only one.
    private static PlanTerms Asked(QueryReader query, PlanTerms stored)
    {
        var price = query.Number("price", 0, 0.01, 1e6);
        return stored with
        {
            OnHand = query.Whole("onHand", stored.OnHand, 0, MostPieces),
            OnOrder = query.Whole("onOrder", stored.OnOrder, 0, MostPieces),
            ServiceLevel = query.Number("serviceLevel", stored.ServiceLevel, 0.5, 0.999),
            StockOutCost = query.Number("stockOutCost", stored.StockOutCost, 0, 1e6),
            Prices = price > 0 ? [(0, price)] : stored.Prices,
            OrderCost = query.Number("orderCost", stored.OrderCost, 0.01, 1e6),
            HoldingRate = query.Number("holdingRate", stored.HoldingRate, 0.001, 10),
            Size = new OrderSize(query.Whole("minimum", stored.Size.Minimum, 1, MostPieces), query.Whole("pack", stored.Size.Pack, 1, 100_000)),
        };
    }
}
