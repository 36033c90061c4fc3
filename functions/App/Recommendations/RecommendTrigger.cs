using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.App.Recommendations;

/// <summary>Recommends items to a customer.</summary>
/// <param name="desk">Answers.</param>
/// <param name="shown">Publishes what was shown.</param>
/// <param name="time">Gives the day.</param>
public sealed class RecommendTrigger(RecommendationDesk desk, ShownPublisher shown, TimeProvider time)
{
    /// <summary>
    /// <c>GET /api/recommendations/{customerId}?market=&amp;n=&amp;offset=&amp;category=&amp;shipTo=&amp;language=&amp;writeBack=&amp;explain=</c>: 200 with a list, also for a customer of whom
    /// nothing is known; 400 with the parameter at fault.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("Recommend")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "recommendations/{customerId}")] HttpRequest request,
        string customerId,
        CancellationToken cancellationToken)
    {
        if (!CustomerId.TryCreate(customerId, out var customer))
        {
            return Problems.BadRequest("customerId", $"A customer id has 1 to {IdText.MaxLength} characters and no control characters.");
        }

        if (!RecommendationCall.TryRead(request, null, time, out var call, out var problem))
        {
            return problem;
        }

        var history = await desk.HistoryOfAsync(customer, cancellationToken);
        var (list, catalogue) = await desk.RecommendAsync(call.Ask with { History = history }, cancellationToken);
        if (call.WritesBack && list.Items.Count > 0)
        {
            await shown.PublishAsync(call.Id, customer, call.Ask.Market, [.. list.Items.Select(item => catalogue[item.Item].Sku)], cancellationToken);
        }

        return RecommendationAnswers.Of(list, catalogue, call);
    }
}
