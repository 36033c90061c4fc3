namespace XbFunctions.EventHub;

/// <summary>A namespace and how a client reaches it and proves access to it.</summary>
/// <param name="Host">Host name.</param>
/// <param name="Port">TCP port.</param>
/// <param name="UseTls">Whether the connection is encrypted; only a local emulator is spoken to in the clear.</param>
/// <param name="Tokens">Gives the tokens.</param>
public sealed record HubEndpoint(string Host, int Port, bool UseTls, HubTokenProvider Tokens)
{
    /// <summary>Port of AMQP over TLS.</summary>
    public const int TlsPort = 5671;

    /// <summary>Namespace part of token audiences, with a slash at its end.</summary>
    internal string Audience { get; init; } = $"sb://{Host}/";

    /// <summary>The endpoint that a connection string names.</summary>
    /// <param name="connection">The connection string.</param>
    /// <param name="time">Clock of the tokens' ends.</param>
    public static HubEndpoint Of(HubConnectionString connection, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var tokens = new SasTokenProvider(connection.KeyName, connection.Key, time);
        return new HubEndpoint(connection.Host, connection.Port, !connection.UseDevelopmentEmulator, tokens) { Audience = connection.Audience };
    }

    /// <summary>The namespace, without its tokens.</summary>
    public override string ToString() => $"{(UseTls ? "amqps" : "amqp")}://{Host}:{Port}";
}
