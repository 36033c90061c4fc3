using System.Net.Sockets;
using Amqp;
using Amqp.Framing;

namespace XbFunctions.EventHub;

/// <summary>Closing without waiting for the other side: the library's own asynchronous close takes no wait for a time-out.</summary>
internal static class AmqpClosing
{
    /// <summary>Sends the end of a link, session or connection; one that is broken or closed already is left as it is.</summary>
    public static void CloseNow(this AmqpObject item, Error? error = null)
    {
        try
        {
            item.Close(TimeSpan.Zero, error);
        }
        catch (Exception exception) when (exception is AmqpException or ObjectDisposedException or SocketException or IOException or TimeoutException)
        {
            // It was broken already.
        }
    }
}
