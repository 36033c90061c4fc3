using System.Text.Json;

namespace XbFunctions.Host;

/// <summary>Reads the app settings that a developer keeps in <c>local.settings.json</c>.</summary>
internal static class LocalSettings
{
    /// <summary>Where the origins of <c>Host.CORS</c> stand in the configuration.</summary>
    public const string CorsKey = "Host:CORS";

    /// <summary>Where <c>Host.CORSCredentials</c> stands in the configuration.</summary>
    public const string CorsCredentialsKey = "Host:CORSCredentials";

    /// <summary>The <c>Values</c>, <c>ConnectionStrings</c>, <c>LocalHttpPort</c> and CORS settings of <c>local.settings.json</c>, else of <c>local.settings.sample.json</c>.</summary>
    /// <returns>Settings by configuration key (<c>__</c> read as <c>:</c>); empty when there is no file.</returns>
    /// <exception cref="PlatformStartException">The file is not JSON, or a value is neither text, number nor truth value.</exception>
    public static IReadOnlyDictionary<string, string?> Load()
    {
        var path = RepositoryRoot.FindFile("local.settings.json") ?? RepositoryRoot.FindFile("local.settings.sample.json");
        return path is null ? new Dictionary<string, string?>() : Parse(path, File.ReadAllText(path));
    }

    internal static IReadOnlyDictionary<string, string?> Parse(string path, string json)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(json, HostJson.Reading);
            ReadHost(document.RootElement, settings);
            ReadConnectionStrings(document.RootElement, settings);
            ReadValues(document.RootElement, settings);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new PlatformStartException($"{path} cannot be read: {exception.Message} Correct the file.", exception);
        }

        return settings;
    }

    private static void ReadValues(JsonElement root, Dictionary<string, string?> settings)
    {
        if (root.TryGetProperty("Values", out var values))
        {
            foreach (var value in values.EnumerateObject())
            {
                settings[value.Name.Replace("__", ":", StringComparison.Ordinal)] = Text(value);
            }
        }
    }

    // A connection string is text, or an object with the text and the provider that reads it.
    private static void ReadConnectionStrings(JsonElement root, Dictionary<string, string?> settings)
    {
        if (root.TryGetProperty("ConnectionStrings", out var connections))
        {
            foreach (var connection in connections.EnumerateObject())
            {
                settings["ConnectionStrings:" + connection.Name] = connection.Value.ValueKind == JsonValueKind.Object
                    ? connection.Value.TryGetProperty("ConnectionString", out var text)
                        ? text.GetString()
                        : throw new JsonException($"ConnectionStrings.{connection.Name} has no ConnectionString.")
                    : connection.Value.GetString();
            }
        }
    }

    private static void ReadHost(JsonElement root, Dictionary<string, string?> settings)
    {
        if (!root.TryGetProperty("Host", out var host))
        {
            return;
        }

        foreach (var value in host.EnumerateObject())
        {
            var key = value.Name switch
            {
                "LocalHttpPort" => LocalPlatformOptions.Section + ":HttpPort",
                "CORS" => CorsKey,
                "CORSCredentials" => CorsCredentialsKey,
                _ => null,
            };
            if (key is not null)
            {
                settings[key] = Text(value);
            }
        }
    }

    private static string? Text(JsonProperty value) => value.Value.ValueKind switch
    {
        JsonValueKind.String => value.Value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
        JsonValueKind.Null => null,
        var kind => throw new JsonException($"{value.Name} is {kind}; expected text, a number, true or false."),
    };
}
