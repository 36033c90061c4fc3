using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.OpenApi;

namespace XbFunctions.App.Health;

/// <summary>Says whether everything that the functions need is there.</summary>
/// <param name="readiness">Runs the checks.</param>
public sealed class ReadyTrigger(Readiness readiness)
{
    /// <summary>
    /// <c>GET /api/health/ready</c>: 200 when hub, storage and model are there, even where events wait; 503 when one of them is not. The body says
    /// what each check found.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiAnswer(typeof(HealthAnswer))]
    [Function("Ready")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken cancellationToken)
    {
        var answer = await readiness.AskAsync(cancellationToken);
        return Results.Json(
            answer,
            statusCode: answer.Status == HealthState.Failed ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
