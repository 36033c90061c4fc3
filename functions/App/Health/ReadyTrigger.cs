using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.Inference;

namespace XbFunctions.App.Health;

/// <summary>Says whether payments are scored by a model.</summary>
/// <param name="model">The fraud model in use.</param>
public sealed class ReadyTrigger(ModelSlot model)
{
    /// <summary><c>GET /api/health/ready</c>: 200 when a model is loaded, 503 with the reason when rules alone decide.</summary>
    /// <param name="request">The request.</param>
    [Function("Ready")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request) =>
        model.Manifest is { } manifest
            ? Results.Json(new HealthAnswer("ready", $"fraud {manifest.Version}"))
            : Results.Json(new HealthAnswer("degraded", model.Reason), statusCode: StatusCodes.Status503ServiceUnavailable);
}
