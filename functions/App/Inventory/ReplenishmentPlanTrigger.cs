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
public sealed class ReplenishmentPlanTrigger(ForecastReader forecasts, StockLedger stock)
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
        var terms = new PlanTerms
        {
            OnHand = query.Whole("onHand", level?.OnHand ?? 0, 0, MostPieces),
            OnOrder = query.Whole("onOrder", level?.OnOrder ?? 0, 0, MostPieces),
            ServiceLevel = query.Number("serviceLevel", 0.95, 0.5, 0.999),
            StockOutCost = query.Number("stockOutCost", 0, 0, 1e6),
            Prices = [(0, query.Number("price", 10, 0.01, 1e6))],
            OrderCost = query.Number("orderCost", 50, 0.01, 1e6),
            HoldingRate = query.Number("holdingRate", 0.25, 0.001, 10),
            Size = new OrderSize(query.Whole("minimum", 1, 1, MostPieces), query.Whole("pack", 1, 1, 100_000)),
        };
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
}
