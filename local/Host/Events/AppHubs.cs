using System.Reflection;
using Microsoft.Extensions.Configuration;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>The hubs that a function app needs, by its own attributes and settings.</summary>
/// <param name="Hubs">Hubs with the consumer groups of the triggers, and those that the settings name.</param>
/// <param name="AccessKeys">Access keys by name, from the app's emulator connection strings.</param>
public sealed record AppHubs(IReadOnlyList<EventHubDefinition> Hubs, IReadOnlyDictionary<string, string> AccessKeys)
{
    /// <summary>Finds them.</summary>
    /// <param name="app">The app; settings are those of <c>local.settings.json</c>, else of its sample, under the environment.</param>
    /// <exception cref="PlatformStartException">A function breaks a rule, or a setting is missing or wrong.</exception>
    /// <exception cref="HubDefinitionException">A hub cannot be named as it is.</exception>
    public static AppHubs Find(Assembly app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(LocalSettings.Load()).AddEnvironmentVariables().Build();
        var options = settings.GetSection(LocalPlatformOptions.Section).Get<LocalPlatformOptions>() ?? new LocalPlatformOptions();
        var groups = FunctionDiscovery.Find(app.GetTypes(), webApplication: true)
            .SelectMany(function => HubNeed.Of(function, settings))
            .Concat(options.Hubs.Select(static hub => new HubNeed(string.Empty, hub, null)))
            .GroupBy(static need => need.Hub, static need => need.ConsumerGroup, StringComparer.OrdinalIgnoreCase);
        var keys = settings.AsEnumerable()
            .Where(static setting => EventHubsEndpoint.IsConnectionString(setting.Value))
            .Select(static setting => EventHubsEndpoint.Parse(setting.Value!, setting.Key))
            .Where(static endpoint => endpoint is { IsEmulator: true, KeyName.Length: > 0, Key.Length: > 0 })
            .DistinctBy(static endpoint => endpoint.KeyName, StringComparer.Ordinal);
        return new AppHubs(
            [.. groups.Select(hub => new EventHubDefinition(hub.Key, options.PartitionsPerHub, hub.OfType<string>()))],
            keys.ToDictionary(static endpoint => endpoint.KeyName, static endpoint => endpoint.Key, StringComparer.Ordinal));
    }
}
