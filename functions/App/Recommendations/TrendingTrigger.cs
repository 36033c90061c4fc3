using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.App.Recommendations;

/// <summary>Answers with what is looked at much in a market.</summary>
/// <param name="desk">Answers.</param>
/// <param name="time">Gives the day.</param>
public sealed class TrendingTrigger(RecommendationDesk desk, TimeProvider time)
{
    /// <summary><c>GET /api/trending/{market}?n=&amp;offset=&amp;category=&amp;shipTo=&amp;language=&amp;explain=</c>: 200 with a list; 400.</summary>
    /// <param name="request">The request.</param>
    /// <param name="market">The storefront.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("Trending")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "trending/{market}")] HttpRequest request, string market, CancellationToken cancellationToken)
    {
        if (!RecommendationCall.TryRead(request, market, time, out var call, out var problem))
        {
            return problem;
        }

        var (list, catalogue) = await desk.TrendingAsync(call.Ask, cancellationToken);
        return RecommendationAnswers.Of(list, catalogue, call);
    }
}
