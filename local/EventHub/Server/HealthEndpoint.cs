using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>Answers <c>GET /health</c> on localhost, as the official emulator does.</summary>
internal sealed class HealthEndpoint : IDisposable
{
    private readonly HttpListener _listener;
    private readonly ILogger _logger;

    private HealthEndpoint(HttpListener listener, int port, ILogger logger) => (_listener, Port, _logger) = (listener, port, logger);

    public int Port { get; }

    /// <exception cref="PortInUseException">The port is taken.</exception>
    public static HealthEndpoint Start(int port, ILogger logger)
    {
        var actual = port == 0 ? FindFreePort() : port;
        var listener = new HttpListener();
        listener.Prefixes.Add($"http://localhost:{actual}/");
        try
        {
            listener.Start();
        }
        catch (Exception exception) when (exception is HttpListenerException or SocketException)
        {
            throw new PortInUseException(actual, exception);
        }

        var endpoint = new HealthEndpoint(listener, actual, logger);
        _ = endpoint.RunAsync();
        return endpoint;
    }

    public void Dispose() => _listener.Close();

    private static int FindFreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private async Task RunAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                var isHealth = context.Request.Url?.AbsolutePath == "/health";
                context.Response.StatusCode = isHealth ? 200 : 404;
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(isHealth ? "{\"status\":\"healthy\"}"u8.ToArray() : Array.Empty<byte>()).ConfigureAwait(false);
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException or IOException)
            {
                if (_listener.IsListening)
                {
                    _logger.HealthFailed(exception.Message);
                }
            }
        }
    }
}
