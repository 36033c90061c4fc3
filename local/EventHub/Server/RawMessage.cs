using Amqp;

namespace XbFunctions.EventHub;

/// <summary>A received message that stays encoded: events are never decoded on their way in.</summary>
/// <param name="payload">The bytes of the transfer.</param>
internal sealed class RawMessage(ReadOnlyMemory<byte> payload) : Message
{
    public ReadOnlyMemory<byte> Payload { get; } = payload;

    public static RawMessage From(ByteBuffer buffer) => new(buffer.Buffer.AsMemory(buffer.Offset, buffer.Length));

    /// <summary>Decodes the message in full: for the small requests to the hub's own nodes.</summary>
    public Message Decode()
    {
        var bytes = Payload.ToArray();
        return Decode(new ByteBuffer(bytes, 0, bytes.Length, bytes.Length));
    }
}
