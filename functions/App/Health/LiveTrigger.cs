using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.OpenApi;

namespace XbFunctions.App.Health;

/// <summary>Says that the process answers.</summary>
public sealed class LiveTrigger
{
    private static readonly HealthAnswer Live = new(HealthState.Ready, []);

    /// <summary><c>GET /api/health/live</c>: always 200.</summary>
    /// <param name="request">The request.</param>
    [ApiAnswer(typeof(HealthAnswer))]
    [Function("Live")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) => Results.Json(Live);
}
