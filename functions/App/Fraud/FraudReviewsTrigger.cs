using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.App.Fraud;

/// <summary>Answers with the decisions that wait for an analyst.</summary>
/// <param name="queue">The queue.</param>
/// <param name="time">Says what "until now" is.</param>
public sealed class FraudReviewsTrigger(ReviewQueue queue, TimeProvider time)
{
    private const int MostOfPage = 200;
    private const int UsualPage = 50;

    /// <summary>
    /// <c>GET /api/fraud/reviews?market=&amp;from=&amp;to=&amp;minScore=&amp;rule=&amp;n=&amp;continuation=</c>: 200 with a page, the newest first; 400 for a wrong
    /// parameter. Without a span it is the last 30 days.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiAnswer(typeof(ReviewPage))]
    [Function("FraudReviews")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fraud/reviews")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request);
        var to = query.Time("to", time.GetUtcNow().AddDays(1));
        var from = query.Time("from", to.AddDays(-31));
        var filter = new ReviewFilter(from, to)
        {
            Market = query.Country("market"),
            MinScore = query.Number("minScore", 0, 0, 1),
            Rule = query.Identifier("rule"),
        };
        var count = query.Whole("n", UsualPage, 1, MostOfPage);
        var continuation = query.Identifier("continuation");
        if (query.Problem is null && (from >= to || to - from > ReviewQueue.Longest))
        {
            query.Refuse<string>("from", $"'from' lies before 'to', by {ReviewQueue.Longest.TotalDays} days at most.");
        }

        try
        {
            return query.Problem ?? Results.Json(await queue.ReadAsync(filter, count, continuation, cancellationToken));
        }
        catch (FormatException exception)
        {
            return Problems.BadRequest("continuation", exception.Message);
        }
    }
}
