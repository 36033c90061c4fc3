using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Amqp;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>Listens on both loopback addresses and hands the library only clients that have finished their handshake.</summary>
internal sealed class ClientAcceptor : TransportProvider
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyDictionary<string, string> _keys;
    private readonly ClientLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<Socket> _listeners;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stoppingToken;
    private readonly Channel<ClientTransport> _ready = Channel.CreateUnbounded<ClientTransport>();
    private readonly ConcurrentDictionary<ClientTransport, byte> _clients = new();

    private ClientAcceptor(List<Socket> listeners, IReadOnlyDictionary<string, string> keys, ClientLimits limits, TimeProvider time, ILogger logger)
    {
        (_listeners, _keys, _limits, _time, _logger) = (listeners, keys, limits, time, logger);
        Port = ((IPEndPoint)listeners[0].LocalEndPoint!).Port;
        _stoppingToken = _stopping.Token;
        AddressSchemes = ["amqp"];
        foreach (var listener in listeners)
        {
            _ = AcceptAsync(listener);
        }
    }

    public int Port { get; }

    public IEnumerable<ClientTransport> Clients => _clients.Keys;

    /// <exception cref="PortInUseException">The port is taken.</exception>
    public static ClientAcceptor Listen(int port, IReadOnlyDictionary<string, string> keys, ClientLimits limits, TimeProvider time, ILogger logger)
    {
        // A free port on 127.0.0.1 may be taken on ::1: try a few.
        for (var attempt = 0; ; attempt++)
        {
            var listeners = new List<Socket>();
            try
            {
                Bind(listeners, IPAddress.Loopback, port);
                if (Socket.OSSupportsIPv6)
                {
                    Bind(listeners, IPAddress.IPv6Loopback, ((IPEndPoint)listeners[0].LocalEndPoint!).Port);
                }

                return new ClientAcceptor(listeners, keys, limits, time, logger);
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable && listeners.Count > 0)
            {
                // The system knows IPv6 but has no ::1.
                return new ClientAcceptor(listeners, keys, limits, time, logger);
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                listeners.ForEach(static listener => listener.Dispose());
                if (port != 0 || attempt == 16)
                {
                    throw new PortInUseException(port, exception);
                }
            }
        }
    }

    /// <summary>The next client; after the end, a task that never completes, because the library would ask again at once.</summary>
    public override async Task<IAsyncTransport> CreateAsync(Address address)
    {
        while (await _ready.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (_ready.Reader.TryRead(out var client))
            {
                return client;
            }
        }

        await new TaskCompletionSource().Task.ConfigureAwait(false);
        throw new System.Diagnostics.UnreachableException();
    }

    public override void Dispose()
    {
        base.Dispose();
        if (!_ready.Writer.TryComplete())
        {
            return;
        }

        _stopping.Cancel();
        _listeners.ForEach(static listener => listener.Dispose());
        _stopping.Dispose();
    }

    private static void Bind(List<Socket> listeners, IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(128);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }

        listeners.Add(socket);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                var socket = await listener.AcceptAsync(_stoppingToken).ConfigureAwait(false);
                socket.NoDelay = true;
                _ = GreetAsync(new ClientTransport(socket, _limits, _time, _logger));
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
            {
                _logger.AcceptFailed(exception.Message);
            }
        }
    }

    private async Task GreetAsync(ClientTransport client)
    {
        _clients.TryAdd(client, 0);
        _ = client.Closed.ContinueWith(_ => _clients.TryRemove(client, out var _), TaskScheduler.Default);
        using var timeout = new CancellationTokenSource(HandshakeTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stoppingToken);
        try
        {
            if (await SaslHandshake.RunAsync(client, _keys, either.Token).ConfigureAwait(false) && _ready.Writer.TryWrite(client))
            {
                return;
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or MalformedMessageException)
        {
            _logger.HandshakeFailed(exception.Message);
        }

        client.Dispose();
    }
}
