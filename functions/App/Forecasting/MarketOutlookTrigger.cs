using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.App.Forecasting;

/// <summary>Answers with what is ahead in a market.</summary>
/// <param name="forecasts">The read model.</param>
public sealed class MarketOutlookTrigger(ForecastReader forecasts)
{
    /// <summary><c>GET /api/markets/{market}/outlook</c>: 200 with growth, rising and falling categories and the calendar ahead; 400, 404.</summary>
    /// <param name="request">The request.</param>
    /// <param name="market">The storefront.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("MarketOutlook")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "markets/{market}/outlook")] HttpRequest request, string market, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request);
        var code = query.CountryOf("market", market);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        return await forecasts.FindOutlookAsync(code, cancellationToken) is { } outlook
            ? Results.Json(outlook)
            : Problems.NotFound("market", "No forecast is published in this market.");
    }
}
