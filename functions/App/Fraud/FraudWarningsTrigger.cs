using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.App.Fraud;

/// <summary>Answers with the warnings in force.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="time">Tells which have expired.</param>
public sealed class FraudWarningsTrigger(WarningStore store, TimeProvider time)
{
    private const int MostOfPage = 1_000;

    /// <summary><c>GET /api/fraud/warnings?n=&amp;offset=</c>: 200 with the warnings in force, the newest first; 400 for a wrong parameter.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("FraudWarnings")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fraud/warnings")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request);
        var (count, offset) = (query.Whole("n", 100, 1, MostOfPage), query.Whole("offset", 0, 0, MostOfPage));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var now = time.GetUtcNow();
        var (warnings, _) = await store.ReadActiveAsync(default, cancellationToken);
        ActiveWarning[] inForce = [.. (warnings ?? []).Where(warning => warning.ExpiresAt > now).OrderByDescending(static warning => warning.Since)];
        return Results.Json(new { total = inForce.Length, warnings = inForce.Skip(offset).Take(count) });
    }
}
