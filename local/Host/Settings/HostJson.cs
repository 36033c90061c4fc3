using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>What the host reads from <c>host.json</c>; members that are not there keep the service's defaults.</summary>
internal sealed record HostJson
{
    public static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    // What a timer of .NET can count.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(49);

    /// <summary>Text before every route; may be empty.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Longest run of a function; <see langword="null"/> without bound. Default 30 min, as on Flex Consumption.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Most HTTP requests that run or wait; <see langword="null"/> without bound.</summary>
    public int? MaxOutstandingRequests { get; init; }

    /// <summary>Most HTTP requests that run; <see langword="null"/> without bound.</summary>
    public int? MaxConcurrentRequests { get; init; }

    /// <summary>Settings of the Event Hubs trigger.</summary>
    public EventHubTriggerSettings EventHubs { get; init; } = new();

    /// <summary>Log levels by category; the category <c>default</c> holds for the rest.</summary>
    public IReadOnlyDictionary<string, string> LogLevels { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the nearest <c>host.json</c>, with what the settings <c>AzureFunctionsJobHost__...</c> put in its place.</summary>
    /// <exception cref="PlatformStartException">There is none, or it cannot be understood.</exception>
    public static HostJson Load(IConfiguration settings)
    {
        var path = RepositoryRoot.FindFile("host.json")
            ?? throw new PlatformStartException("host.json is neither beside the app nor at the top of the repository. Add one: {\"version\": \"2.0\"}.");
        return Parse(path, File.ReadAllText(path), settings);
    }

    internal static HostJson Parse(string path, string json, IConfiguration? settings = null)
    {
        try
        {
            var root = JsonNode.Parse(json, new JsonNodeOptions { PropertyNameCaseInsensitive = true }, Reading) as JsonObject
                ?? throw new JsonException("The top is not an object.");
            if (settings is not null)
            {
                HostJsonOverrides.Apply(root, settings);
            }

            var extensions = root["extensions"];
            var http = extensions?["http"];
            return new HostJson
            {
                RoutePrefix = (Text(http?["routePrefix"]) ?? "api").Trim('/'),
                MaxOutstandingRequests = Bound(http, "maxOutstandingRequests"),
                MaxConcurrentRequests = Bound(http, "maxConcurrentRequests"),
                FunctionTimeout = Timeout(Text(root["functionTimeout"])),
                EventHubs = EventHubTriggerSettings.Read(Section(root, "extensions:eventHubs", "extensions.eventHubs")),
                LogLevels = (root["logging"]?["logLevel"] as JsonObject)?.ToDictionary(static level => level.Key, static level => Text(level.Value) ?? "Information")
                    ?? [],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new PlatformStartException($"{path} cannot be read: {exception.Message} Correct the file.", exception);
        }
    }

    private static SettingSection Section(JsonObject root, string key, string path)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(root.ToJsonString()));
        return new SettingSection(new ConfigurationBuilder().AddJsonStream(json).Build().GetSection(key), path);
    }

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? (string?)node : node?.ToJsonString();

    private static int? Bound(JsonNode? section, string name) => (int?)section?[name] switch
    {
        null or -1 => null,
        > 0 and var bound => bound,
        var wrong => throw new FormatException($"extensions.http.{name} is {wrong}; expected at least 1, or -1 for no bound."),
    };

    private static TimeSpan? Timeout(string? text) => text switch
    {
        null => TimeSpan.FromMinutes(30),
        "-1" => null,
        _ => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var limit) && limit > TimeSpan.Zero && limit <= LongestTimeout
            ? limit
            : throw new FormatException($"functionTimeout is {text}; expected a time such as 00:05:00 up to {LongestTimeout.TotalDays:0} days, or -1 for no bound."),
    };
}
