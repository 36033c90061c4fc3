using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.App.Fraud;

/// <summary>Answers with figures of a span of time.</summary>
/// <param name="summaries">The read model of hours.</param>
/// <param name="time">Says what "until now" is.</param>
public sealed class FraudSummaryTrigger(FraudSummaryReader summaries, TimeProvider time)
{
    /// <summary>
    /// <c>GET /api/fraud/summary?market=&amp;from=&amp;to=</c>: 200 with counts, rates and amounts by outcome, market and hour of decision, and
    /// the rules and reasons named most often; 400 for a wrong parameter. Without a span it is the last 24 hours.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("FraudSummary")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fraud/summary")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request);
        var market = query.Country("market");
        var to = query.Time("to", time.GetUtcNow());
        var from = query.Time("from", to.AddDays(-1));
        if (query.Problem is null && (from >= to || to - from > FraudSummaryReader.Longest))
        {
            query.Refuse<string>("from", $"'from' lies before 'to', by {FraudSummaryReader.Longest.TotalDays} days at most.");
        }

        return query.Problem ?? Results.Json(await summaries.ReadAsync(market, from, to, cancellationToken));
    }
}
