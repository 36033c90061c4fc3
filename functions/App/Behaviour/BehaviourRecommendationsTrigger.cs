using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Behaviour;

namespace XbFunctions.App.Behaviour;

/// <summary>Answers what became of the recommendations of a market: click-through by source, position and day, and coverage of the catalogue.</summary>
/// <param name="feedback">The read models.</param>
/// <param name="time">The present, for a question without a span.</param>
public sealed class BehaviourRecommendationsTrigger(FeedbackReader feedback, TimeProvider time)
{
    /// <summary><c>GET /api/behaviour/recommendations?market=&amp;from=&amp;to=</c>: 200 with the sums; 400 for a wrong parameter.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("BehaviourRecommendations")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "behaviour/recommendations")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request);
        var span = SpanQuery.Read(query, time.GetUtcNow());
        return query.Problem ?? Results.Json(await feedback.ReadAsync(span, cancellationToken));
    }
}
