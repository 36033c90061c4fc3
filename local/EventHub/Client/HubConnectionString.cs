namespace XbFunctions.EventHub;

/// <summary>A parsed Event Hubs connection string: <c>Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=...[;EntityPath=...][;UseDevelopmentEmulator=true]</c>.</summary>
public sealed class HubConnectionString
{
    private const int PlainPort = 5672;
    private const int TlsPort = 5671;

    private HubConnectionString(Uri endpoint, string keyName, string key, string? entityPath, bool isEmulator)
    {
        (KeyName, Key, EntityPath, UseDevelopmentEmulator) = (keyName, key, entityPath, isEmulator);
        Host = endpoint.Host;
        Port = endpoint.Port > 0 ? endpoint.Port : isEmulator ? PlainPort : TlsPort;
        Audience = $"sb://{endpoint.Authority}/";
    }

    /// <summary>Host of the namespace.</summary>
    public string Host { get; }

    /// <summary>TCP port; when none is given, 5672 for an emulator and 5671 else.</summary>
    public int Port { get; }

    /// <summary>Name of the access key.</summary>
    public string KeyName { get; }

    /// <summary>Hub the string is for; <see langword="null"/> when it is for the whole namespace.</summary>
    public string? EntityPath { get; }

    /// <summary>Whether the endpoint is a local emulator: plain TCP, no TLS.</summary>
    public bool UseDevelopmentEmulator { get; }

    internal string Key { get; }

    /// <summary>Namespace part of token audiences, with a slash at its end.</summary>
    internal string Audience { get; }

    /// <summary>Reads a connection string.</summary>
    /// <param name="text">The text; part names are compared without regard to case.</param>
    /// <exception cref="HubConnectionStringException">A part is missing, unknown in form, or doubled.</exception>
    public static HubConnectionString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new HubConnectionStringException("a part has no name; Name=Value;Name=Value is expected.");
            }

            if (!parts.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
            {
                throw new HubConnectionStringException($"{part[..equals]} is given twice.");
            }
        }

        var isEmulator = parts.TryGetValue("UseDevelopmentEmulator", out var flag) && ParseFlag(flag);
        return new HubConnectionString(
            ParseEndpoint(Require(parts, "Endpoint")),
            Require(parts, "SharedAccessKeyName"),
            Require(parts, "SharedAccessKey"),
            parts.GetValueOrDefault("EntityPath") is { Length: > 0 } path ? path : null,
            isEmulator);
    }

    /// <summary>The namespace and hub, without the key.</summary>
    public override string ToString() => $"sb://{Host}:{Port}/{EntityPath}";

    private static string Require(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw new HubConnectionStringException($"{name} is missing.");

    private static Uri ParseEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "sb" or "amqp" or "amqps" && uri.Host.Length > 0
            ? uri
            : throw new HubConnectionStringException($"Endpoint is '{text}'; sb://host[:port] is expected.");

    private static bool ParseFlag(string text) => bool.TryParse(text, out var flag)
        ? flag
        : throw new HubConnectionStringException($"UseDevelopmentEmulator is '{text}'; true or false is expected.");
}
