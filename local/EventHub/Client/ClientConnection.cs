using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;
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
    private const double RenewedAtShareOfLifetime = 0.75;
    private static readonly TimeSpan RepeatedRenewal = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestRenewal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRenewal = TimeSpan.FromHours(1);

    private readonly HubEndpoint _target;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Connection _connection;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _audiences = new(StringComparer.Ordinal);
    private readonly ITimer _renewal;
    private RequestLink? _cbs;
    private int _linkCount;

    private ClientConnection(HubEndpoint target, Connection connection, TimeProvider time, ILogger logger)
    {
        (_target, _connection, _time, _logger) = (target, connection, time, logger);
        _renewal = time.CreateTimer(_ => _ = RenewAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsOpen => !_connection.IsClosed;

    /// <exception cref="HubClientException">The endpoint is not reached, or its certificate is not trusted.</exception>
    public static async Task<ClientConnection> OpenAsync(
        HubEndpoint target, HubClientOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory();
        factory.AMQP.MaxFrameSize = MaxFrameSize;
        factory.AMQP.IdleTimeout = IdleTimeoutMilliseconds * 2;
        factory.AMQP.HostName = target.Host;
        factory.TCP.NoDelay = true;
        factory.SASL.Profile = SaslProfile.Anonymous;
        factory.SSL.RemoteCertificateValidationCallback = options.ServerCertificateValidation;
        var address = new Address(target.Host, target.Port, null, null, "/", target.UseTls ? "amqps" : "amqp");
        Connection? connection = null;
        try
        {
            connection = await factory.CreateAsync(address, cancellationToken).ConfigureAwait(false);
            var client = new ClientConnection(target, connection, time, logger);
            client._cbs = await RequestLink.OpenAsync(client.NewSession(), EntityAddress.Cbs, cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch (AuthenticationException exception)
        {
            throw new HubClientException($"The certificate of {target.Host}:{target.Port} is not trusted: {exception.Message}", null, false, exception);
        }
        catch (Exception exception) when (exception is SocketException or IOException or AmqpException)
        {
            connection?.CloseNow();
            throw new HubClientException($"{target.Host}:{target.Port} is not reached: {exception.Message}", null, true, exception);
        }
        catch
        {
            connection?.CloseNow();
            throw;
        }
    }

    public Session NewSession() => new(_connection);

    public string NewLinkName(string role) => $"{role}-{Interlocked.Increment(ref _linkCount)}";

    /// <summary>Proves access to an address, and keeps the proof fresh.</summary>
    /// <exception cref="HubClientException">There is no token, or the endpoint refuses it.</exception>
    public async Task AuthoriseAsync(string path, CancellationToken cancellationToken)
    {
        await PutTokenAsync(_target.Audience + path, cancellationToken).ConfigureAwait(false);
        ScheduleRenewal();
    }

    public void Dispose()
    {
        _renewal.Dispose();
        _connection.CloseNow();
    }

    private async Task PutTokenAsync(string audience, CancellationToken cancellationToken)
    {
        var token = await GetTokenAsync(audience, cancellationToken).ConfigureAwait(false);
        var request = new Message(token.Text)
        {
            ApplicationProperties = new ApplicationProperties
            {
                ["operation"] = "put-token",
                ["type"] = token.Type,
                ["name"] = audience,
                ["expiration"] = token.ExpiresAt.UtcDateTime,
            },
        };
        await _cbs!.RequestAsync(request, "Access was not granted", cancellationToken).ConfigureAwait(false);
        _audiences[audience] = token.ExpiresAt;
    }

    private async ValueTask<HubToken> GetTokenAsync(string audience, CancellationToken cancellationToken)
    {
        try
        {
            return await _target.Tokens.GetTokenAsync(audience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or HubClientException))
        {
            throw new HubClientException($"There is no token for {_target.Host}: {exception.Message}", null, false, exception);
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            foreach (var audience in _audiences.Keys)
            {
                await PutTokenAsync(audience, CancellationToken.None).ConfigureAwait(false);
            }

            ScheduleRenewal();
        }
        catch (Exception exception) when (exception is HubClientException or AmqpException)
        {
            _logger.RenewalFailed(exception.Message);
            Schedule(RepeatedRenewal);
        }
    }

    private void ScheduleRenewal()
    {
        var lifetime = _audiences.Values.Min() - _time.GetUtcNow();
        var due = lifetime * RenewedAtShareOfLifetime;
        Schedule(due < ShortestRenewal ? ShortestRenewal : due > LongestRenewal ? LongestRenewal : due);
    }

    private void Schedule(TimeSpan due)
    {
        try
        {
            if (IsOpen)
            {
                _renewal.Change(due, Timeout.InfiniteTimeSpan);
            }
        }
        catch (ObjectDisposedException)
        {
            // The connection was closed meanwhile.
        }
    }
}
