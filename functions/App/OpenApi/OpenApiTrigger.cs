using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.App.OpenApi;

/// <summary>Describes the API to programs.</summary>
public sealed class OpenApiTrigger
{
    /// <summary><c>GET /api/openapi.json</c>: 200 with an OpenAPI 3.1 document of every HTTP function.</summary>
    /// <param name="request">The request.</param>
    [Function("OpenApi")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        Results.Bytes(OpenApiDocument.Json, "application/json");
}
