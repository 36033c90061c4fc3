using Amqp.Listener;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>Puts a broker's hubs on AMQP 1.0 at localhost, as the service speaks it, so that the official clients use them unchanged.</summary>
public sealed class EventHubServer : IAsyncDisposable
{
    private const int MaxFrameSize = 65_536;
    private const ushort MaxSessions = 5_000;
    private const int MaxLinksPerSession = 256;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly ConnectionListener _listener;
    private readonly ClientAcceptor _acceptor;
    private readonly HealthEndpoint? _health;
    private readonly TimeProvider _time;
    private int _isDisposed;

    private EventHubServer(ConnectionListener listener, ClientAcceptor acceptor, HealthEndpoint? health, KeyValuePair<string, string> key, TimeProvider time)
    {
        (_listener, _acceptor, _health, _time) = (listener, acceptor, health, time);
        ConnectionString = $"Endpoint=sb://localhost:{Port};SharedAccessKeyName={key.Key};SharedAccessKey={key.Value};UseDevelopmentEmulator=true;";
    }

    /// <summary>TCP port it listens on, at 127.0.0.1 and ::1.</summary>
    public int Port => _acceptor.Port;

    /// <summary>TCP port of <c>GET /health</c>; <see langword="null"/> when it was left out.</summary>
    public int? HealthPort => _health?.Port;

    /// <summary>Connection string of the namespace for any Event Hubs client, with the first access key.</summary>
    public string ConnectionString { get; }

    /// <summary>The open connections.</summary>
    internal IEnumerable<ClientTransport> Clients => _acceptor.Clients;

    /// <summary>Starts listening.</summary>
    /// <param name="broker">The hubs; not owned, and to be closed after the server.</param>
    /// <param name="options">Settings; read once.</param>
    /// <param name="time">Clock of token expiry and time-outs.</param>
    /// <param name="loggers">Makes the loggers.</param>
    /// <param name="cancellationToken">Looked at before listening starts.</param>
    /// <exception cref="PortInUseException">One of the ports is taken.</exception>
    public static Task<EventHubServer> StartAsync(
        EventHubBroker broker, EventHubServerOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(broker);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        cancellationToken.ThrowIfCancellationRequested();
        options.Validate();
        var keys = new Dictionary<string, string>(options.AccessKeys, StringComparer.Ordinal);
        var logger = loggers.CreateLogger<EventHubServer>();
        var limits = new ClientLimits(MaxFrameSize, options.MaxMessageSize, options.IdleTimeout);
        var acceptor = ClientAcceptor.Listen(options.Port, keys, limits, time, logger);
        try
        {
            var health = options.HealthPort is { } port ? HealthEndpoint.Start(port, logger) : null;
            var container = new HubContainer(broker, acceptor, keys, options.ValidateJwt, options.MaxMessageSize, time, logger);
            var listener = new ConnectionListener($"amqp://localhost:{acceptor.Port}", container);
            listener.AMQP.ContainerId = "xbfunctions-hub";
            listener.AMQP.IdleTimeout = (int)options.IdleTimeout.TotalMilliseconds * 2;
            listener.AMQP.MaxFrameSize = MaxFrameSize;
            listener.AMQP.MaxSessionsPerConnection = MaxSessions;
            listener.AMQP.MaxLinksPerSession = MaxLinksPerSession;
            listener.Open();
            return Task.FromResult(new EventHubServer(listener, acceptor, health, keys.First(), time));
        }
        catch
        {
            acceptor.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening, tells clients to close, and closes what is still open after a second.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _health?.Dispose();
        try
        {
            _listener.Close();
        }
        catch (ObjectDisposedException)
        {
            // A client went at the same moment. Those that were not told any more are cut off below.
        }

        var clients = _acceptor.Clients.ToArray();
        try
        {
            await Task.WhenAll(clients.Select(static client => client.Closed)).WaitAsync(CloseTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A client that does not answer is cut off below.
        }

        foreach (var client in clients)
        {
            client.Dispose();
        }
    }
}
