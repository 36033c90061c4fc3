using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>Reads the app settings that attributes name.</summary>
internal static partial class SettingReader
{
    /// <summary>Replaces each <c>%Name%</c> by the setting of that name.</summary>
    /// <param name="configuration">The app settings.</param>
    /// <param name="text">Text of an attribute.</param>
    /// <param name="where">What carries it, for the message.</param>
    /// <exception cref="PlatformStartException">A named setting is missing.</exception>
    public static string Expand(this IConfiguration configuration, string text, string where) =>
        SettingName().Replace(text, match => configuration[Key(match.Groups["name"].Value)] ?? throw Missing(match.Groups["name"].Value, where));

    /// <summary>What an attribute's <c>Connection</c> leads to.</summary>
    /// <param name="configuration">The app settings.</param>
    /// <param name="connection">Name or prefix of the setting.</param>
    /// <param name="where">What names it, for the message.</param>
    /// <exception cref="PlatformStartException">There is no such setting.</exception>
    public static ConnectionSetting RequireConnection(this IConfiguration configuration, string? connection, string where)
    {
        if (string.IsNullOrEmpty(connection))
        {
            throw new PlatformStartException($"{where} names no Connection. Set it to the name of an app setting.");
        }

        // As in the service: a name with the prefix wins, and an empty value is none.
        string[] keys = ["AzureWebJobs" + Key(connection), Key(connection)];
        var text = keys.SelectMany(key => new[] { configuration[key], configuration.GetConnectionString(key) }).FirstOrDefault(static value => value is { Length: > 0 });
        var identity = text is null
            ? keys.Select(key => IdentityConnection.Read(configuration.GetSection(key), connection)).FirstOrDefault(static found => found is not null)
            : null;
        return text is null && identity is null
            ? throw new PlatformStartException(
                $"{where}: the app setting {connection} is missing. Add a connection string as {connection}, or {connection}__fullyQualifiedNamespace for an identity, to Values in local.settings.json or to the environment.")
            : new ConnectionSetting(text, identity);
    }

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    private static PlatformStartException Missing(string name, string where) =>
        new($"{where}: the app setting {name} is missing. Add it to Values in local.settings.json or to the environment.");

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex SettingName();
}
