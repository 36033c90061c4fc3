using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Behaviour;

namespace XbFunctions.App.Behaviour;

/// <summary>Answers how many customers of each first week came back, by week.</summary>
/// <param name="behaviour">The read models.</param>
/// <param name="time">The present, for a question without a span.</param>
public sealed class BehaviourCohortsTrigger(BehaviourReader behaviour, TimeProvider time)
{
    /// <summary><c>GET /api/behaviour/cohorts?market=&amp;from=&amp;to=</c>: 200 with a list; 400 for a wrong parameter.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("BehaviourCohorts")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "behaviour/cohorts")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request);
        var span = SpanQuery.Read(query, time.GetUtcNow());
        return query.Problem ?? Results.Json(await behaviour.CohortsAsync(span, cancellationToken));
    }
}
