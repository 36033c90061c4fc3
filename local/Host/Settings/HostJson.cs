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

    private const string OverrideSection = "AzureFunctionsJobHost";
    private string _path = "host.json";
    private string _json = "{}";

    /// <summary>Text before every route; may be empty.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Longest run of a function; <see langword="null"/> without bound. Default 30 min, as on Flex Consumption.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Settings of the Event Hubs trigger.</summary>
    public EventHubTriggerSettings EventHubs { get; init; } = new();

    /// <summary>Log levels by category; the category <c>default</c> holds for the rest.</summary>
    public IReadOnlyDictionary<string, string> LogLevels { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the nearest <c>host.json</c>.</summary>
    /// <exception cref="PlatformStartException">There is none, or it cannot be understood.</exception>
    public static HostJson Load()
    {
        var path = RepositoryRoot.FindFile("host.json")
            ?? throw new PlatformStartException("host.json is neither beside the app nor at the top of the repository. Add one: {\"version\": \"2.0\"}.");
        return Parse(path, File.ReadAllText(path));
    }

    /// <summary>The same file with the app settings <c>AzureFunctionsJobHost__path__to__setting</c> over its <c>extensions.eventHubs</c>, as in the service.</summary>
    /// <param name="settings">The app settings.</param>
    /// <exception cref="PlatformStartException">A setting cannot be understood.</exception>
    public HostJson WithOverrides(IConfiguration settings)
    {
        var overrides = settings.GetSection(OverrideSection);
        return overrides.Exists() ? Parse(_path, _json, overrides) : this;
    }

    internal static HostJson Parse(string path, string json, IConfiguration? overrides = null)
    {
        try
        {
            var root = JsonNode.Parse(json, documentOptions: Reading) as JsonObject ?? throw new JsonException("The top is not an object.");
            var extensions = root["extensions"];
            return new HostJson
            {
                _path = path,
                _json = json,
                RoutePrefix = ((string?)extensions?["http"]?["routePrefix"] ?? "api").Trim('/'),
                FunctionTimeout = Timeout((string?)root["functionTimeout"]),
                EventHubs = EventHubTriggerSettings.Read(new SettingSection(Merge(json, overrides).GetSection("extensions:eventHubs"), "extensions.eventHubs")),
                LogLevels = (root["logging"]?["logLevel"] as JsonObject)?.ToDictionary(static level => level.Key, static level => (string?)level.Value ?? "Information")
                    ?? [],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new PlatformStartException($"{path} cannot be read: {exception.Message} Correct the file.", exception);
        }
    }

    private static IConfigurationRoot Merge(string json, IConfiguration? overrides)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var builder = new ConfigurationBuilder().AddJsonStream(stream);
        return (overrides is null ? builder : builder.AddConfiguration(overrides)).Build();
    }

    private static TimeSpan? Timeout(string? text) => text switch
    {
        null => TimeSpan.FromMinutes(30),
        "-1" => null,
        _ => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
    };
}
