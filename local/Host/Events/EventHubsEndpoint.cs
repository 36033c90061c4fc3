using System.Data.Common;

namespace XbFunctions.Host;

/// <summary>The parts of an Event Hubs connection string that decide who serves it.</summary>
/// <param name="Host">Host name, lower case.</param>
/// <param name="Port">AMQP port.</param>
/// <param name="KeyName">Name of the access key.</param>
/// <param name="Key">The access key.</param>
/// <param name="IsEmulator">Whether it says <c>UseDevelopmentEmulator=true</c>.</param>
internal sealed record EventHubsEndpoint(string Host, int Port, string KeyName, string Key, bool IsEmulator)
{
    private const int PlainPort = 5672;
    private const int TlsPort = 5671;

    /// <summary>Whether it means this machine.</summary>
    public bool IsLocal => Host is "localhost" or "127.0.0.1" or "[::1]";

    /// <summary>Whether a setting's value looks like an Event Hubs connection string.</summary>
    public static bool IsConnectionString(string? value) => value?.StartsWith("Endpoint=sb://", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reads a connection string.</summary>
    /// <param name="connectionString">The text.</param>
    /// <param name="where">What names it, for the message.</param>
    /// <exception cref="PlatformStartException">It is none.</exception>
    public static EventHubsEndpoint Parse(string connectionString, string where)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            var endpoint = new Uri(Part(parts, "Endpoint") ?? throw new FormatException("Endpoint is missing."));
            var isEmulator = string.Equals(Part(parts, "UseDevelopmentEmulator"), "true", StringComparison.OrdinalIgnoreCase);
            return new EventHubsEndpoint(
                endpoint.Host.ToLowerInvariant(),
                endpoint.Port > 0 ? endpoint.Port : isEmulator ? PlainPort : TlsPort,
                Part(parts, "SharedAccessKeyName") ?? string.Empty,
                Part(parts, "SharedAccessKey") ?? string.Empty,
                isEmulator);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new PlatformStartException(
                $"{where}: its setting is no Event Hubs connection string; expected Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=...", exception);
        }
    }

    private static string? Part(DbConnectionStringBuilder parts, string name) => parts.TryGetValue(name, out var value) ? value.ToString() : null;
}
