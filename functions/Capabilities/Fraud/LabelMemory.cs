using System.Buffers.Binary;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>How many labels of one kind an entity has had, and how old they are: what was long ago no longer counts.</summary>
/// <param name="Total">Ever.</param>
/// <param name="Recent">Since the last gap of more than 90 days.</param>
/// <param name="LastMs">When the last one became known, milliseconds since the Unix epoch; 0 when that was not recorded.</param>
public readonly record struct LabelMemory(int Total, int Recent, long LastMs)
{
    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public const int Size = 16;

    /// <summary>After this time without another one labels no longer count, milliseconds: 90 days.</summary>
    public const long ForgottenAfterMs = 90 * VelocityWindows.Day;

    /// <summary>Counts one more.</summary>
    /// <param name="knownAtMs">When it became known, milliseconds since the Unix epoch.</param>
    public LabelMemory With(long knownAtMs) =>
        new(Total + 1, (knownAtMs - LastMs > ForgottenAfterMs ? 0 : Recent) + 1, Math.Max(LastMs, knownAtMs));

    /// <summary>Adds the labels of the same entity under another pseudonym.</summary>
    /// <param name="other">Those labels.</param>
    public LabelMemory With(in LabelMemory other) => new(Total + other.Total, Recent + other.Recent, Math.Max(LastMs, other.LastMs));

    /// <summary>How many count at a time; labels known later are not looked away from, for a late payment arrives with today's knowledge.</summary>
    /// <param name="nowMs">Milliseconds since the Unix epoch.</param>
    public int CountAt(long nowMs) => nowMs - LastMs > ForgottenAfterMs ? 0 : Recent;

    /// <summary>Days since the last one became known, 0 or more; NaN when there was none or its time was not recorded.</summary>
    /// <param name="nowMs">Milliseconds since the Unix epoch.</param>
    public float DaysSince(long nowMs) => LastMs == 0 ? float.NaN : Math.Max(0, nowMs - LastMs) / (float)VelocityWindows.Day;

    /// <summary>Writes the memory, little-endian, fields in the order of the constructor.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, Total);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], Recent);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], LastMs);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static LabelMemory Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt32LittleEndian(source),
        BinaryPrimitives.ReadInt32LittleEndian(source[4..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[8..]));
}
