using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Contracts;

namespace XbFunctions.App.Forecasting;

/// <summary>Answers with the published forecast of a product.</summary>
/// <param name="forecasts">The read model.</param>
public sealed class ForecastTrigger(ForecastReader forecasts)
{
    private const int MostDays = 90;

    /// <summary>
    /// <c>GET /api/forecasts/{sku}?market=&amp;horizon=&amp;level=80,95</c>: 200 with a point a day, its intervals and parts; 400 for a wrong
    /// parameter, 404.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="sku">The product.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("Forecast")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "forecasts/{sku}")] HttpRequest request, string sku, CancellationToken cancellationToken)
    {
        if (!Sku.TryCreate(sku, out _))
        {
            return Problems.BadRequest("sku", $"A sku has 1 to {IdText.MaxLength} characters and no control characters.");
        }

        var query = new QueryReader(request);
        var market = query.Country("market");
        var horizon = query.Whole("horizon", 28, 1, MostDays);
        var levels = query.Levels("level");
        if (query.Problem is null && market.IsUnknown)
        {
            query.Refuse<string>("market", "A forecast is of one market: give its ISO 3166-1 alpha-2 code.");
        }

        if (query.Problem is { } problem)
        {
            return problem;
        }

        return await forecasts.FindAsync(sku, market, horizon, levels, cancellationToken) is { } found
            ? Results.Json(found)
            : Problems.NotFound("sku", "No forecast of this product is published in this market. Forecasts are made every night of what has sold.");
    }
}
