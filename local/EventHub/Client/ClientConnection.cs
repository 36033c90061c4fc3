using System.Collections.Concurrent;
using System.Net.Sockets;
using Amqp;
using Amqp.Framing;
using Amqp.Sasl;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>One open AMQP connection with its token link.</summary>
internal sealed class ClientConnection : IDisposable
{
    private const int MaxFrameSize = 65_536;
    private const int IdleTimeoutMilliseconds = 60_000;
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromMinutes(45);

    private readonly HubConnectionString _target;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Connection _connection;
    private readonly ConcurrentDictionary<string, byte> _audiences = new(StringComparer.Ordinal);
    private readonly ITimer _renewal;
    private RequestLink? _cbs;
    private int _linkCount;

    private ClientConnection(HubConnectionString target, Connection connection, TimeProvider time, ILogger logger)
    {
        (_target, _connection, _time, _logger) = (target, connection, time, logger);
        _renewal = time.CreateTimer(_ => _ = RenewAsync(), null, RenewalInterval, RenewalInterval);
    }

    public bool IsOpen => !_connection.IsClosed;

    /// <exception cref="HubClientException">The endpoint is not reached.</exception>
    public static async Task<ClientConnection> OpenAsync(HubConnectionString target, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory();
        factory.AMQP.MaxFrameSize = MaxFrameSize;
        factory.AMQP.IdleTimeout = IdleTimeoutMilliseconds * 2;
        factory.AMQP.HostName = target.Host;
        factory.TCP.NoDelay = true;
        factory.SASL.Profile = SaslProfile.Anonymous;
        var address = new Address(target.Host, target.Port, null, null, "/", target.UseDevelopmentEmulator ? "amqp" : "amqps");
        try
        {
            var connection = await factory.CreateAsync(address, cancellationToken).ConfigureAwait(false);
            var client = new ClientConnection(target, connection, time, logger);
            client._cbs = await RequestLink.OpenAsync(client.NewSession(), EntityAddress.Cbs, cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch (Exception exception) when (exception is SocketException or IOException or AmqpException or System.Security.Authentication.AuthenticationException)
        {
            throw new HubClientException($"{target.Host}:{target.Port} is not reached: {exception.Message}", null, true, exception);
        }
    }

    public Session NewSession() => new(_connection);

    public string NewLinkName(string role) => $"{role}-{Interlocked.Increment(ref _linkCount)}";

    /// <summary>Proves access to an address, and keeps the proof fresh.</summary>
    public async Task AuthoriseAsync(string path, CancellationToken cancellationToken)
    {
        var audience = _target.Audience + path;
        await PutTokenAsync(audience, cancellationToken).ConfigureAwait(false);
        _audiences.TryAdd(audience, 0);
    }

    public void Dispose()
    {
        _renewal.Dispose();
        _connection.CloseNow();
    }

    private async Task PutTokenAsync(string audience, CancellationToken cancellationToken)
    {
        var token = SasToken.Create(audience, _target.KeyName, _target.Key, _time.GetUtcNow() + TokenLifetime);
        var request = new Message(token)
        {
            ApplicationProperties = new ApplicationProperties
            {
                ["operation"] = "put-token",
                ["type"] = "servicebus.windows.net:sastoken",
                ["name"] = audience,
            },
        };
        await _cbs!.RequestAsync(request, "Access was not granted", cancellationToken).ConfigureAwait(false);
    }

    private async Task RenewAsync()
    {
        try
        {
            foreach (var audience in _audiences.Keys)
            {
                await PutTokenAsync(audience, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is HubClientException or AmqpException)
        {
            _logger.RenewalFailed(exception.Message);
        }
    }
}
