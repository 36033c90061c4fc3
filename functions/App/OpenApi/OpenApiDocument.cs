using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Microsoft.AspNetCore.WebUtilities;
using XbFunctions.Contracts;

namespace XbFunctions.App.OpenApi;

/// <summary>The API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made once from the functions.</summary>
internal static class OpenApiDocument
{
    private const string ProblemSchema =
        """
        {
          "type": "object",
          "description": "RFC 9457, with the parameter or member at fault.",
          "required": ["title", "status"],
          "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "field": {"type": "string"}
          }
        }
        """;

    private static readonly Lazy<byte[]> Made = new(static () =>
        JsonSerializer.SerializeToUtf8Bytes(Write(ApiOperations.Read(typeof(OpenApiDocument).Assembly)), JsonSerializerOptions.Web));

    /// <summary>The document in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Json => Made.Value;

    /// <summary>Writes a document.</summary>
    /// <param name="operations">What it describes.</param>
    public static JsonObject Write(IReadOnlyList<ApiOperation> operations)
    {
        var paths = new JsonObject();
        foreach (var route in operations.GroupBy(static operation => operation.Route))
        {
            var path = new JsonObject();
            foreach (var operation in route)
            {
                path[operation.Method] = Write(operation);
            }

            paths[$"/{route.Key}"] = path;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "XbFunctions",
                ["version"] = typeof(OpenApiDocument).Assembly.GetName().Version!.ToString(3),
                ["description"] = "Fraud decisions, behaviour, recommendations, forecasts and translations for cross-border commerce.",
                ["license"] = new JsonObject { ["name"] = "See LICENSE", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api" }),
            ["tags"] = new JsonArray([.. operations.Select(static one => one.Capability).Distinct().Order(StringComparer.Ordinal).Select(static tag => new JsonObject { ["name"] = tag })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject { ["Problem"] = JsonNode.Parse(ProblemSchema) },
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key" },
                },
            },
        };
    }

    private static JsonObject Write(ApiOperation operation)
    {
        var written = new JsonObject
        {
            ["operationId"] = operation.Function,
            ["tags"] = new JsonArray(operation.Capability),
            ["summary"] = operation.Summary,
            ["description"] = operation.Description,
            ["parameters"] = new JsonArray(
            [
                .. operation.Path.Select(name => ApiParameters.Describe(operation.Function, name, "path")),
                .. operation.Query.Select(name => ApiParameters.Describe(operation.Function, name, "query")),
            ]),
            ["security"] = operation.IsKeyed ? new JsonArray(new JsonObject { ["key"] = new JsonArray() }) : new JsonArray(),
        };
        if (operation.BodyExample is { } example)
        {
            written["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject { ["schema"] = new JsonObject(), ["example"] = JsonNode.Parse(example) },
                },
            };
        }

        var responses = new JsonObject();
        foreach (var status in operation.Statuses)
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = Response(operation, status);
        }

        written["responses"] = responses;
        return written;
    }

    private static JsonObject Response(ApiOperation operation, int status)
    {
        var response = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status) };
        if (status == 401)
        {
            response["description"] = "The key is missing or wrong.";
        }
        else if (status >= 400 && operation.IsKeyed)
        {
            response["content"] = new JsonObject
            {
                ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } },
            };
        }
        else if (operation.Answer is { } type)
        {
            response["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Schema(type) } };
        }

        return response;
    }

    private static JsonNode Schema(Type type)
    {
        var options = EventJson.Default.GetTypeInfo(type) is null ? JsonSerializerOptions.Web : EventJson.Default.Options;
        return options.GetJsonSchemaAsNode(type);
    }
}
