using System.Buffers;
using System.Buffers.Binary;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A customer with an instrument, seen within the hour.</summary>
internal struct WatchedAttempt : IStateValue<WatchedAttempt>
{
    private const int Size = 9;

    /// <summary>Minute in which it was counted, since the Unix epoch; 0 for one that is new.</summary>
    public long Minute;

    /// <summary>Whether a payment of it was held.</summary>
    public bool IsHit;

    /// <inheritdoc/>
    public static WatchedAttempt Create() => default;

    /// <inheritdoc/>
    public static WatchedAttempt Read(ReadOnlySpan<byte> source, out int read)
    {
        read = Size;
        return new WatchedAttempt { Minute = BinaryPrimitives.ReadInt64LittleEndian(source), IsHit = source[8] != 0 };
    }

    /// <inheritdoc/>
    public readonly void Write(IBufferWriter<byte> target)
    {
        var span = target.GetSpan(Size);
        BinaryPrimitives.WriteInt64LittleEndian(span, Minute);
        span[8] = IsHit ? (byte)1 : (byte)0;
        target.Advance(Size);
    }
}
