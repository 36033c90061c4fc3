using System.Buffers;

namespace XbFunctions.State;

/// <summary>
/// Makes the events of one function that are changes of its state as well: the journal keeps what happened once, and the event is made of it when it is
/// sent, and made again when it has to be sent again. Safe for use by several threads.
/// </summary>
public interface IOutputForm
{
    /// <summary>Makes the event of a change: the same event for the same change, in whatever release and however often.</summary>
    /// <param name="change">As <see cref="BatchResult.PublishChange"/> was given it, also by an older release.</param>
    /// <param name="first">The change that its batch published first, which may say what others leave out; for that one itself the same bytes.</param>
    /// <param name="target">Takes the event's texts and body, which may be slices of what is written to it.</param>
    /// <exception cref="FormatException">The change is malformed, or of a newer release.</exception>
    OutgoingEvent Make(ReadOnlyMemory<byte> change, ReadOnlyMemory<byte> first, ArrayBufferWriter<byte> target);

    /// <summary>Makes the body of an event that a journal of version 4 holds in a short form.</summary>
    /// <param name="output">The event as it was published; its body is the short form.</param>
    /// <param name="body">Takes the body.</param>
    /// <exception cref="FormatException">The short form is malformed, or the function never wrote one.</exception>
    void Expand(in OutgoingEvent output, IBufferWriter<byte> body) =>
        throw new FormatException($"an output whole: {output.EventType} for hub {output.Hub} has a short form, and its function has none");
}
