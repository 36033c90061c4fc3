using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;

namespace XbFunctions.EventHub;

/// <summary>
/// The annotations that the hub gives an event when it appends it. They are as long as the offset has digits, and only what they say is changed when
/// an event gets its place.
/// </summary>
internal static class HubAnnotations
{
    /// <summary>Values in the map of annotations: two a pair.</summary>
    public const int Values = 6;

    // A symbol of up to 255 bytes has two bytes before it, as text has; a number has one.
    private const int SequenceAt = 2 + 21 + 1;
    private const int DigitsAt = SequenceAt + sizeof(long) + 2 + 12 + 2;
    private const int TimeBehindDigits = 2 + 19 + 1;

    /// <summary>Bytes of the annotations.</summary>
    /// <param name="offsetDigits">Digits of the offset.</param>
    public static int Size(int offsetDigits) => DigitsAt + offsetDigits + TimeBehindDigits + sizeof(long);

    /// <summary>Writes the annotations.</summary>
    /// <param name="writer">Receives keys and values.</param>
    /// <param name="sequence">Sequence number.</param>
    /// <param name="offset">Offset.</param>
    /// <param name="enqueuedMilliseconds">Milliseconds since 1970 UTC.</param>
    public static void Write(AmqpWriter writer, long sequence, long offset, long enqueuedMilliseconds)
    {
        writer.WriteSymbol("x-opt-sequence-number"u8);
        writer.WriteLong(sequence);
        writer.WriteSymbol("x-opt-offset"u8);
        Span<char> digits = stackalloc char[20];
        offset.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        writer.WriteString(digits[..length]);
        writer.WriteSymbol("x-opt-enqueued-time"u8);
        writer.WriteTimestamp(enqueuedMilliseconds);
    }

    /// <summary>Changes what annotations say that were written for another place.</summary>
    /// <param name="annotations">As <see cref="Write"/> wrote them.</param>
    /// <param name="sequence">Sequence number.</param>
    /// <param name="offset">Offset; of as many digits as the one that was written.</param>
    /// <param name="enqueuedMilliseconds">Milliseconds since 1970 UTC.</param>
    public static void Overwrite(Span<byte> annotations, long sequence, long offset, long enqueuedMilliseconds)
    {
        BinaryPrimitives.WriteInt64BigEndian(annotations[SequenceAt..], sequence);
        var isFormatted = Utf8Formatter.TryFormat(offset, annotations[DigitsAt..], out var digits);
        System.Diagnostics.Debug.Assert(isFormatted && Size(digits) == annotations.Length, "The offset has as many digits as the one before.");
        BinaryPrimitives.WriteInt64BigEndian(annotations[(DigitsAt + digits + TimeBehindDigits)..], enqueuedMilliseconds);
    }
}
