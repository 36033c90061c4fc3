using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;

namespace XbFunctions.EventHub;

/// <summary>Writes AMQP values into one growing array.</summary>
/// <param name="capacity">Bytes to begin with.</param>
internal sealed class AmqpWriter(int capacity) : IBufferWriter<byte>
{
    /// <summary>Longest buffer that is used again: one huge batch must not keep it for the life of the process.</summary>
    public const int KeptBytes = 8 << 20;

    private const int MostUtf8BytesPerChar = 3;
    private const int MostIdle = 16;
    private static readonly ConcurrentBag<AmqpWriter> Idle = [];
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(capacity, 64));

    public int Length { get; private set; }

    public int Capacity => _buffer.Length;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    public Span<byte> GetWritten(int start) => _buffer.AsSpan(start, Length - start);

    public void Clear() => Length = 0;

    /// <summary>A writer of those that are used again: what is larger than an array for one call would be mapped by the kernel and collected with everything else.</summary>
    public static AmqpWriter Rent() => Idle.TryTake(out var idle) ? idle : new AmqpWriter(64 << 10);

    /// <summary>Gives a writer back; nothing of what it wrote may be used afterwards.</summary>
    public void Return()
    {
        if (Capacity <= KeptBytes && Idle.Count < MostIdle)
        {
            Clear();
            Idle.Add(this);
        }
    }

    /// <summary>Room for <paramref name="count"/> bytes, already counted as written.</summary>
    public Span<byte> Reserve(int count)
    {
        var span = GetSpan(count)[..count];
        Length += count;
        return span;
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _buffer.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _buffer.AsSpan(Length);
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void WriteSection(byte code)
    {
        var head = Reserve(3);
        (head[0], head[1], head[2]) = (AmqpFormat.Described, AmqpFormat.SmallULong, code);
    }

    /// <summary>Starts a list32 or map32; <see cref="End"/> fills in its size and count.</summary>
    /// <returns>The mark for <see cref="End"/>.</returns>
    public int Begin(byte constructor)
    {
        Reserve(9)[0] = constructor;
        return Length - 8;
    }

    public void End(int mark, int count)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(mark), Length - mark - 4);
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(mark + 4), count);
    }

    public void WriteSymbol(ReadOnlySpan<byte> ascii) => WriteSized(AmqpFormat.Symbol8, AmqpFormat.Symbol32, ascii);

    public void WriteBinary(ReadOnlySpan<byte> bytes) => WriteSized(AmqpFormat.Binary8, AmqpFormat.Binary32, bytes);

    /// <summary>Writes a symbol of ASCII characters.</summary>
    public void WriteSymbol(string ascii)
    {
        WriteHead(AmqpFormat.Symbol8, AmqpFormat.Symbol32, ascii.Length);
        Encoding.ASCII.GetBytes(ascii, Reserve(ascii.Length));
    }

    public void WriteString(ReadOnlySpan<char> text)
    {
        if (text.Length <= byte.MaxValue / MostUtf8BytesPerChar)
        {
            // Short for certain: its size need not be known before.
            var room = GetSpan(2 + (text.Length * MostUtf8BytesPerChar));
            room[0] = AmqpFormat.String8;
            room[1] = (byte)Encoding.UTF8.GetBytes(text, room[2..]);
            Length += 2 + room[1];
            return;
        }

        var size = Encoding.UTF8.GetByteCount(text);
        WriteHead(AmqpFormat.String8, AmqpFormat.String32, size);
        Encoding.UTF8.GetBytes(text, Reserve(size));
    }

    /// <summary>Writes a string that is UTF-8 already.</summary>
    public void WriteUtf8(ReadOnlySpan<byte> text)
    {
        WriteHead(AmqpFormat.String8, AmqpFormat.String32, text.Length);
        WriteRaw(text);
    }

    public void WriteLong(long value) => BinaryPrimitives.WriteInt64BigEndian(Fixed(0x81, 8), value);

    public void WriteTimestamp(long milliseconds) => BinaryPrimitives.WriteInt64BigEndian(Fixed(0x83, 8), milliseconds);

    public void WriteNull() => Reserve(1)[0] = AmqpFormat.Null;

    /// <summary>Writes a value of an application property.</summary>
    /// <exception cref="ArgumentException">AMQP has no type for the value.</exception>
    public void WriteValue(object? value)
    {
        switch (value)
        {
            case null: WriteNull(); break;
            case string text: WriteString(text); break;
            case bool flag: Reserve(1)[0] = flag ? (byte)0x41 : (byte)0x42; break;
            case byte number: Fixed(0x50, 1)[0] = number; break;
            case sbyte number: Fixed(0x51, 1)[0] = (byte)number; break;
            case ushort number: BinaryPrimitives.WriteUInt16BigEndian(Fixed(0x60, 2), number); break;
            case short number: BinaryPrimitives.WriteInt16BigEndian(Fixed(0x61, 2), number); break;
            case uint number: BinaryPrimitives.WriteUInt32BigEndian(Fixed(0x70, 4), number); break;
            case int number: BinaryPrimitives.WriteInt32BigEndian(Fixed(0x71, 4), number); break;
            case ulong number: BinaryPrimitives.WriteUInt64BigEndian(Fixed(0x80, 8), number); break;
            case long number: WriteLong(number); break;
            case float number: BinaryPrimitives.WriteSingleBigEndian(Fixed(0x72, 4), number); break;
            case double number: BinaryPrimitives.WriteDoubleBigEndian(Fixed(0x82, 8), number); break;
            case DateTimeOffset time: WriteTimestamp(time.ToUnixTimeMilliseconds()); break;
            case DateTime time: WriteTimestamp(new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeMilliseconds()); break;
            case Guid id: id.TryWriteBytes(Fixed(0x98, 16), bigEndian: true, out _); break;
            case TimeSpan span: WriteDescribed("com.microsoft:timespan"u8, span.Ticks); break;
            case Uri uri: WriteDescribed("com.microsoft:uri"u8, uri.OriginalString); break;
            case byte[] bytes: WriteBinary(bytes); break;
            case ReadOnlyMemory<byte> bytes: WriteBinary(bytes.Span); break;
            default: throw new ArgumentException($"A property of type {value.GetType()} cannot be sent over AMQP.", nameof(value));
        }
    }

    private void WriteDescribed(ReadOnlySpan<byte> descriptor, object value)
    {
        Reserve(1)[0] = AmqpFormat.Described;
        WriteSymbol(descriptor);
        WriteValue(value);
    }

    private void WriteSized(byte small, byte large, ReadOnlySpan<byte> bytes)
    {
        WriteHead(small, large, bytes.Length);
        WriteRaw(bytes);
    }

    private void WriteHead(byte small, byte large, int size)
    {
        if (size <= byte.MaxValue)
        {
            Fixed(small, 1)[0] = (byte)size;
        }
        else
        {
            BinaryPrimitives.WriteInt32BigEndian(Fixed(large, 4), size);
        }
    }

    private Span<byte> Fixed(byte constructor, int width)
    {
        var span = Reserve(1 + width);
        span[0] = constructor;
        return span[1..];
    }

    // Small enough to be compiled into its callers: every value asks it.
    private void Grow(int count)
    {
        if (_buffer.Length - Length < Math.Max(count, 1))
        {
            Enlarge(count);
        }
    }

    private void Enlarge(int count)
    {
        var larger = GC.AllocateUninitializedArray<byte>(Math.Max(checked(_buffer.Length * 2), Length + count));
        Written.Span.CopyTo(larger);
        _buffer = larger;
    }
}
