using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.App.Recommendations;

/// <summary>Ranks given items.</summary>
/// <param name="desk">Answers.</param>
/// <param name="time">Gives the day.</param>
public sealed class RankItemsTrigger(RecommendationDesk desk, TimeProvider time)
{
    /// <summary>
    /// <c>POST /api/recommendations/rank?market=&amp;shipTo=&amp;language=&amp;explain=</c> with <c>{"rank":[…],"items":[…],"customerId":…}</c>: 200 with those of <c>rank</c> that
    /// can be sold and delivered, best first for the customer or the session <c>items</c>; 400, 413.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiBody(
        """
        {"rank":["SKU-0001","SKU-0002"],"items":["SKU-0003"]}
        """)]
    [Function("RankItems")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "recommendations/rank")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!RecommendationCall.TryRead(request, null, time, out var call, out var problem))
        {
            return problem;
        }

        var (body, refusal) = await SessionBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return refusal!;
        }

        if (body.Rank.Count == 0)
        {
            return Problems.BadRequest("rank", $"Expected a list of 1 to {SessionBody.MostSkus} skus.");
        }

        var history = body.CustomerId is { } customer && body.History.Recent.Count == 0
            ? await desk.HistoryOfAsync(customer, cancellationToken)
            : body.History;
        var (items, catalogue) = await desk.RankAsync(call.Ask with { History = history }, body.Rank, cancellationToken);
        return Results.Json(RecommendationAnswer.Of(catalogue, items, call), RecommendationJson.Default.RecommendationAnswer);
    }
}
