using System.Net;
using System.Net.Sockets;

namespace XbFunctions.Host;

/// <summary>Looks whether the port of the HTTP functions is free.</summary>
internal static class HttpPortCheck
{
    /// <summary>Looks. Kestrel would find out too, but after everything else has started and with a stack trace in the log.</summary>
    /// <param name="port">The port; 0 is always free.</param>
    /// <exception cref="PlatformStartException">It is taken.</exception>
    public static void Run(int port)
    {
        if (port == 0)
        {
            return;
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new PlatformStartException(
                $"Port {port} (HTTP functions) is in use. Stop the program that has it, or set {LocalPlatformOptions.Section}:HttpPort to another port or 0.", exception);
        }
    }
}
