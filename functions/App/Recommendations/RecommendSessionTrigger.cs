using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.App.Recommendations;

/// <summary>Recommends items to an anonymous session.</summary>
/// <param name="desk">Answers.</param>
/// <param name="time">Gives the day.</param>
public sealed class RecommendSessionTrigger(RecommendationDesk desk, TimeProvider time)
{
    /// <summary>
    /// <c>POST /api/recommendations/session?market=&amp;…</c> with <c>{"items":[…],"bought":[…],"shown":[…]}</c>, skus oldest first: 200 with a list, also for an empty
    /// session; 400, 413.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiBody(
        """
        {"items":["SKU-0001"],"bought":[],"shown":[]}
        """)]
    [Function("RecommendSession")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "recommendations/session")] HttpRequest request, CancellationToken cancellationToken)
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

        var (list, catalogue) = await desk.RecommendAsync(call.Ask with { History = body.History }, cancellationToken);
        return RecommendationAnswers.Of(list, catalogue, call);
    }
}
