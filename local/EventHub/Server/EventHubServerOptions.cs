namespace XbFunctions.EventHub;

/// <summary>Settings of the AMQP endpoint of an embedded Event Hub.</summary>
public sealed class EventHubServerOptions
{
    /// <summary>Name of the access key that is there by default.</summary>
    public const string DefaultKeyName = "RootManageSharedAccessKey";

    /// <summary>The access key that is there by default: the one of the official emulator, no secret.</summary>
    public const string DefaultKey = "SAS_KEY_VALUE";

    /// <summary>TCP port on 127.0.0.1 and ::1; 0 takes a free one.</summary>
    /// <value>0 to 65535; default 5672, where clients look for a development emulator.</value>
    public int Port { get; set; } = 5672;

    /// <summary>Access keys by name; each may send, listen and manage.</summary>
    /// <value>Default <see cref="DefaultKeyName"/> with <see cref="DefaultKey"/>.</value>
    public IDictionary<string, string> AccessKeys { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { [DefaultKeyName] = DefaultKey };

    /// <summary>Largest message or batch accepted; clients size their batches by it.</summary>
    /// <value>In bytes, 1 KiB to 64 MiB; default 1 MiB as in the service.</value>
    public int MaxMessageSize { get; set; } = 1 << 20;

    /// <summary>Idle time-out announced to clients; one that sends nothing for twice that time is dropped.</summary>
    /// <value>5 s or more, for Azure's own client refuses less; default 4 minutes as in the service.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>TCP port on localhost that answers <c>GET /health</c>; 0 takes a free one, <see langword="null"/> leaves it out.</summary>
    /// <value>Default <see langword="null"/>; the official emulator uses 5300.</value>
    public int? HealthPort { get; set; }

    /// <summary>Checks a token of type <c>jwt</c> for an address and gives its end, or <see langword="null"/> to refuse it.</summary>
    /// <value>Default <see langword="null"/>: such tokens are refused, because nobody here knows their issuer.</value>
    public Func<string, string, DateTimeOffset?>? ValidateJwt { get; set; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageSize, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxMessageSize, 64 << 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(IdleTimeout, TimeSpan.FromSeconds(5));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(IdleTimeout, TimeSpan.FromHours(1));
        if (AccessKeys.Count == 0)
        {
            throw new ArgumentException("The hub needs at least one access key.", nameof(AccessKeys));
        }
    }
}
