using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Contracts;

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
        if (!CountryCode.TryParse(market, out var code) || code.IsUnknown)
        {
            return Problems.BadRequest("market", "A market is an ISO 3166-1 alpha-2 country code of two capitals, such as DE.");
        }

        return await forecasts.FindOutlookAsync(code, cancellationToken) is { } outlook
            ? Results.Json(outlook)
            : Problems.NotFound("market", "No forecast is published in this market.");
    }
}
