using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>
/// Puts app settings in the place of values of <c>host.json</c>, as the service does:
/// <c>AzureFunctionsJobHost__extensions__http__routePrefix</c> stands for <c>extensions.http.routePrefix</c>.
/// </summary>
internal static class HostJsonOverrides
{
    private const string Section = "AzureFunctionsJobHost";

    /// <summary>Changes <paramref name="root"/>, whose member names must be read without regard to case.</summary>
    public static void Apply(JsonObject root, IConfiguration settings) => Apply(root, settings.GetSection(Section).GetChildren());

    private static void Apply(JsonObject target, IEnumerable<IConfigurationSection> settings)
    {
        foreach (var setting in settings)
        {
            var children = setting.GetChildren().ToArray();
            if (children.Length == 0)
            {
                target[setting.Key] = Value(setting.Value);
                continue;
            }

            if (target[setting.Key] is not JsonObject inner)
            {
                target[setting.Key] = inner = new JsonObject(new JsonNodeOptions { PropertyNameCaseInsensitive = true });
            }

            Apply(inner, children);
        }
    }

    // Settings are text; whoever reads a number or a truth value expects one.
    private static JsonNode? Value(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            var node = JsonNode.Parse(text);
            return node?.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? node : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return bool.TryParse(text, out var truth) ? JsonValue.Create(truth) : JsonValue.Create(text);
        }
    }
}
