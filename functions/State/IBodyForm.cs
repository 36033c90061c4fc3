using System.Buffers;

namespace XbFunctions.State;

/// <summary>
/// A short form of the bodies that one function publishes. The journal keeps the short form, which takes less to write, pack and store; the body is
/// made of it when the event is sent, and made again of the journal's when it has to be sent again. Safe for use by several threads.
/// </summary>
public interface IBodyForm
{
    /// <summary>Makes the body of an event. Its short form begins with a version of its own, and each that ever landed is read for good.</summary>
    /// <param name="output">The event as it was published; its body is the short form.</param>
    /// <param name="body">Takes the body: the same bytes for the same event, in whatever release and however often.</param>
    /// <exception cref="FormatException">The short form is malformed, or of a newer release.</exception>
    void Expand(in OutgoingEvent output, IBufferWriter<byte> body);
}
