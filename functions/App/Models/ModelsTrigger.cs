using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.Capabilities.Models;

namespace XbFunctions.App.Models;

/// <summary>Tells which models serve, which run in shadow, what the last run of learning found, and how good recommendations are, offline and online.</summary>
/// <param name="models">Reads the registry.</param>
public sealed class ModelsTrigger(ModelOverviewReader models)
{
    /// <summary><c>GET /api/models</c>: 200 with every model of the registry and the quality of recommendations.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("Models")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models")] HttpRequest request, CancellationToken cancellationToken) =>
        Results.Bytes(await models.ReadJsonAsync(cancellationToken), "application/json");
}
