using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Behaviour;

namespace XbFunctions.App.Behaviour;

/// <summary>Answers how many customers of a market are in each segment.</summary>
/// <param name="segments">Counts them.</param>
/// <param name="time">The present, for a question without a span.</param>
public sealed class BehaviourSegmentsTrigger(SegmentReader segments, TimeProvider time)
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(365);

    /// <summary><c>GET /api/behaviour/segments?market=&amp;from=&amp;to=</c>: 200 with the counts; 400 for a wrong parameter.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("BehaviourSegments")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "behaviour/segments")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request);
        var span = SpanQuery.Read(query, time.GetUtcNow(), Usual, BehaviourSpan.LongestOfVisits);
        return query.Problem ?? Results.Json(await segments.CountAsync(span, cancellationToken));
    }
}
