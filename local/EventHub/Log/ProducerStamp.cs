using System.Buffers.Binary;

namespace XbFunctions.EventHub;

/// <summary>Which idempotent producer sent an event, and as which of its events. In a record: i64 id, i32 sequence, i16 epoch, u16 zero, little-endian.</summary>
/// <param name="Id">Producer id.</param>
/// <param name="Epoch">Owner level of the producer.</param>
/// <param name="Sequence">The producer's own number of the event, or of the first one of a batch.</param>
internal readonly record struct ProducerStamp(long Id, short Epoch, int Sequence)
{
    /// <summary>Bytes in a record.</summary>
    public const int Size = 16;

    public static ProducerStamp Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64LittleEndian(bytes),
        BinaryPrimitives.ReadInt16LittleEndian(bytes[12..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Id);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], Sequence);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[12..], Epoch);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[14..], 0);
    }
}
