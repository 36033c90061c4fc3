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

    /// <summary>The connection string that an attribute's <c>Connection</c> names.</summary>
    /// <param name="configuration">The app settings.</param>
    /// <param name="connection">Name of the setting.</param>
    /// <param name="where">What names it, for the message.</param>
    /// <exception cref="PlatformStartException">The setting is missing, or is the prefix of an identity-based connection.</exception>
    public static string RequireConnection(this IConfiguration configuration, string? connection, string where)
    {
        if (string.IsNullOrEmpty(connection))
        {
            throw new PlatformStartException($"{where} names no Connection. Set it to the name of an app setting.");
        }

        var key = Key(connection);
        if ((configuration[key] ?? configuration.GetConnectionString(key)) is { Length: > 0 } value)
        {
            return value;
        }

        throw configuration.GetSection(key)["fullyQualifiedNamespace"] is { } namespaceName
            ? new PlatformStartException(
                $"{where}: the setting {connection} asks for an identity-based connection to {namespaceName}, which only Azure has. Give a connection string in {connection}.")
            : Missing(connection, where);
    }

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    private static PlatformStartException Missing(string name, string where) =>
        new($"{where}: the app setting {name} is missing. Add it to Values in local.settings.json or to the environment.");

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex SettingName();
}
