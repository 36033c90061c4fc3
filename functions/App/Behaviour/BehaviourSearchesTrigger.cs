using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Behaviour;

namespace XbFunctions.App.Behaviour;

/// <summary>Answers what was searched for in a market, and how often without a result.</summary>
/// <param name="behaviour">The read models.</param>
/// <param name="time">The present, for a question without a span.</param>
public sealed class BehaviourSearchesTrigger(BehaviourReader behaviour, TimeProvider time)
{
    /// <summary><c>GET /api/behaviour/searches?market=&amp;from=&amp;to=</c>: 200 with a list; 400 for a wrong parameter.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("BehaviourSearches")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "behaviour/searches")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request);
        var span = SpanQuery.Read(query, time.GetUtcNow());
        var count = query.Whole("n", 100, 1, 1_000);
        return query.Problem ?? Results.Json(await behaviour.SearchesAsync(span, count, cancellationToken));
    }
}
