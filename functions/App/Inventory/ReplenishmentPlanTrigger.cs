using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Inventory;
using XbFunctions.Contracts;

namespace XbFunctions.App.Inventory;

/// <summary>Answers with a plan of orders for a product.</summary>
/// <param name="forecasts">The read model of forecasts.</param>
/// <param name="levels">Stock levels, for what the caller does not say.</param>
/// <param name="stated">Supply terms, for what the caller does not say.</param>
public sealed class ReplenishmentPlanTrigger(ForecastReader forecasts, StockLedger levels, SupplyTermsStore stated)
{
    private const int MostPieces = 10_000_000;

    // The nightly run has failed for a week: what has sold since is not known to the forecast, and its last days are the least sure.
    private const int MostAgeDays = 7;

    /// <summary>
    /// <c>GET /api/inventory/{sku}/plan?market=&amp;onHand=&amp;onOrder=&amp;expected=&amp;policy=&amp;reviewDays=&amp;seasonEnd=&amp;shelfLifeDays=&amp;salvage=&amp;serviceLevel=&amp;stockOutCost=&amp;price=&amp;orderCost=&amp;holdingRate=&amp;minimum=&amp;pack=</c>:
    /// 200 with the plan and what it did in simulated futures; 400 for a wrong parameter, 404 where no forecast is published, 422 where the
    /// forecast is too old to plan from.
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
        var level = market.IsUnknown ? null : await levels.FindAsync(market, sku, cancellationToken);
        var own = market.IsUnknown ? null : await stated.FindAsync(market, sku, cancellationToken);
        var stock = new PlanTerms();
        var terms = Asked(query, (own ?? new SupplyTerms()).Over(level?.Over(stock) ?? stock));
        if (query.Problem is null && market.IsUnknown)
        {
            query.Refuse<string>("market", "A plan is of one market: give its ISO 3166-1 alpha-2 code.");
        }

        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (await forecasts.FindStoredAsync(sku, market, cancellationToken) is not { } forecast)
        {
            return Problems.NotFound("sku", "No forecast of this product is published in this market; a plan is made from one.");
        }

        var today = forecasts.TodayOf(market, forecast);
        if (forecast.AgeOn(today) > MostAgeDays || forecast.From(today) is not { } ahead)
        {
            return Problems.Unprocessable(
                "sku", $"The forecast of this product begins {forecast.AgeOn(today)} days ago; a plan is made from one of at most {MostAgeDays}. See whether forecasts are made every night.");
        }

        return PlanCheck.Find(ahead, terms) is { } refusal
            ? Problems.BadRequest(refusal.Field, refusal.Detail)
            : Results.Json(ReplenishmentPlanner.Plan(sku, market.ToString(), ahead, terms));
    }

    // What the caller says wins over what is stored; a price of the caller's is the only one.
    private static PlanTerms Asked(QueryReader query, PlanTerms stored)
    {
        var price = query.Number("price", 0, 0.01, 1e6);
        return stored with
        {
            OnHand = query.Whole("onHand", stored.OnHand, 0, MostPieces),
            OnOrder = query.Whole("onOrder", stored.OnOrder, 0, MostPieces),
            Expected = query.Day("expected", stored.Expected),
            Policy = StockPolicies.Find(query.OneOf("policy", StockPolicies.Names)) ?? stored.Policy,
            ReviewDays = query.Whole("reviewDays", stored.ReviewDays, 1, PlanCheck.MostReviewDays),
            SeasonEnd = query.Day("seasonEnd", stored.SeasonEnd),
            ShelfLifeDays = query.Whole("shelfLifeDays", stored.ShelfLifeDays ?? 0, 1, PlanCheck.MostSeasonDays) is > 0 and var life ? life : null,
            Salvage = query.Number("salvage", stored.Salvage, 0, 1e6),
            ServiceLevel = query.Number("serviceLevel", stored.ServiceLevel, 0.5, 0.999),
            StockOutCost = query.Number("stockOutCost", stored.StockOutCost, 0, 1e6),
            Prices = price > 0 ? [(0, price)] : stored.Prices,
            OrderCost = query.Number("orderCost", stored.OrderCost, 0.01, 1e6),
            HoldingRate = query.Number("holdingRate", stored.HoldingRate, 0.001, 10),
            Size = new OrderSize(query.Whole("minimum", stored.Size.Minimum, 1, MostPieces), query.Whole("pack", stored.Size.Pack, 1, 100_000)),
        };
    }
}
