using System.Text.Json;

namespace XbFunctions.Host;

/// <summary>Reads the app settings that a developer keeps in <c>local.settings.json</c>.</summary>
internal static class LocalSettings
{
    /// <summary>The <c>Values</c> of <c>local.settings.json</c>, else of <c>local.settings.sample.json</c>.</summary>
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
            if (document.RootElement.TryGetProperty("Values", out var values))
            {
                foreach (var value in values.EnumerateObject())
                {
                    settings[value.Name.Replace("__", ":", StringComparison.Ordinal)] = Text(value);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new PlatformStartException($"{path} cannot be read: {exception.Message} Correct the file.", exception);
        }

        return settings;
    }

    private static string? Text(JsonProperty value) => value.Value.ValueKind switch
    {
        JsonValueKind.String => value.Value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
        JsonValueKind.Null => null,
        var kind => throw new JsonException($"Values.{value.Name} is {kind}; expected text, a number, true or false."),
    };
}
