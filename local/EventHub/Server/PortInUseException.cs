namespace XbFunctions.EventHub;

/// <summary>The port an <see cref="EventHubServer"/> was to listen on belongs to someone else.</summary>
/// <param name="port">The port.</param>
/// <param name="innerException">What the system said.</param>
public sealed class PortInUseException(int port, Exception? innerException = null)
    : EventHubException($"Port {port} is in use by another program. Stop that program, or choose another port (0 takes a free one).", innerException)
{
    /// <summary>The port.</summary>
    public int Port { get; } = port;
}
