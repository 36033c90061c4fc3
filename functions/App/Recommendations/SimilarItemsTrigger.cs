using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.App.Recommendations;

/// <summary>Answers with items that go with one.</summary>
/// <param name="desk">Answers.</param>
/// <param name="time">Gives the day.</param>
public sealed class SimilarItemsTrigger(RecommendationDesk desk, TimeProvider time)
{
    /// <summary><c>GET /api/items/{sku}/similar?market=&amp;n=&amp;offset=&amp;category=&amp;shipTo=&amp;language=&amp;explain=</c>: 200 with a list; 400, 404.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sku">The item.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("SimilarItems")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "items/{sku}/similar")] HttpRequest request, string sku, CancellationToken cancellationToken)
    {
        if (!RecommendationCall.TryRead(request, null, time, out var call, out var problem))
        {
            return problem;
        }

        if (!Sku.TryCreate(sku, out var id) || !await desk.HasAsync(id, cancellationToken))
        {
            return Problems.NotFound("sku", "The catalogue has no such item.");
        }

        var (list, catalogue) = await desk.RecommendAsync(call.Ask with { History = new CustomerHistory([sku], [], []) }, cancellationToken);
        return RecommendationAnswers.Of(list, catalogue, call);
    }
}
