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
    private const int UsualDays = 28;

    /// <summary>
    /// <c>GET /api/forecasts/{sku}?market=&amp;horizon=&amp;level=80,95</c>: 200 with a point a day from today on, its intervals and parts, 28
    /// days where no horizon is asked for or as many as there are; 400 for a wrong parameter, also for more days than are forecast, 404.
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
        var horizon = query.Whole("horizon", 0, 1, MostDays);
        var levels = query.Levels("level");
        if (query.Problem is null && market.IsUnknown)
        {
            query.Refuse<string>("market", "A forecast is of one market: give its ISO 3166-1 alpha-2 code.");
        }

        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (await forecasts.FindAsync(sku, market, MostDays, levels, cancellationToken) is not { } found)
        {
            return Problems.NotFound("sku", "No forecast of this product and of days ahead is published in this market. Forecasts are made every night of what has sold.");
        }

        return horizon > found.Points.Count
            ? Problems.BadRequest("horizon", $"Expected at most {found.Points.Count} days: the forecast has no more ahead.")
            : Results.Json(found with { Points = [.. found.Points.Take(horizon == 0 ? UsualDays : horizon)] });
    }
}
