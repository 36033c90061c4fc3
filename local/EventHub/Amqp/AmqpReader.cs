using System.Buffers.Binary;
using System.Text;

namespace XbFunctions.EventHub;

/// <summary>Reads the AMQP values of one message in order; nothing is kept of the bytes.</summary>
/// <param name="data">The message or a part of it.</param>
/// <param name="position">Where the next value starts.</param>
internal ref struct AmqpReader(ReadOnlySpan<byte> data, int position = 0)
{
    private const byte Timestamp = 0x83;

    private readonly ReadOnlySpan<byte> _data = data;

    public int Position { get; private set; } = position;

    /// <summary>Whether text or a symbol comes next.</summary>
    public readonly bool IsAtText => Position < _data.Length
        && _data[Position] is AmqpFormat.String8 or AmqpFormat.Symbol8 or AmqpFormat.String32 or AmqpFormat.Symbol32;

    /// <summary>Enters a list or map.</summary>
    /// <returns>Number of values inside; twice the number of pairs for a map; 0 for null.</returns>
    public int EnterCompound()
    {
        if (_data.Length - Position < 9 || _data[Position] is not (AmqpFormat.List32 or AmqpFormat.Map32))
        {
            return EnterOther();
        }

        // As nearly all of them are: of at least the four bytes of the count, all of them there, and not with more values than bytes.
        var rest = _data[Position..];
        var size = BinaryPrimitives.ReadUInt32BigEndian(rest[1..]);
        var count = BinaryPrimitives.ReadUInt32BigEndian(rest[5..]);
        if (size < sizeof(uint) || size > rest.Length - 5 || count > size + 5)
        {
            return EnterOther();
        }

        Position += 9;
        return (int)count;
    }

    private int EnterOther()
    {
        var end = AmqpFormat.Skip(_data, Position);
        var span = _data[Position..end];
        switch (span[0])
        {
            case AmqpFormat.Null or AmqpFormat.List0:
                Position = end;
                return 0;
            case AmqpFormat.List8 or AmqpFormat.Map8 when span.Length >= 3:
                Position += 3;
                return span[2];
            case AmqpFormat.List32 or AmqpFormat.Map32 when span.Length >= 9:
                Position += 9;
                var count = BinaryPrimitives.ReadUInt32BigEndian(span[5..]);
                return count <= (uint)span.Length ? (int)count : throw MalformedMessageException.CutOff(Position);
            default:
                throw new MalformedMessageException($"a list or map was expected at byte {Position}, constructor 0x{span[0]:x2} found");
        }
    }

    public void Skip() => Position = AmqpFormat.Skip(_data, Position);

    /// <summary>Reads text, a symbol, binary or null as bytes without copying.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var start = Position;
        if (AmqpFormat.IsShortText(_data, start))
        {
            Position = start + 2 + _data[start + 1];
            return _data[(start + 2)..Position];
        }

        Skip();
        return _data[start] switch
        {
            AmqpFormat.Null => default,
            AmqpFormat.Binary8 or AmqpFormat.String8 or AmqpFormat.Symbol8 => _data[(start + 2)..Position],
            AmqpFormat.Binary32 or AmqpFormat.String32 or AmqpFormat.Symbol32 => _data[(start + 5)..Position],
            var other => throw new MalformedMessageException($"text or bytes were expected at byte {start}, constructor 0x{other:x2} found"),
        };
    }

    /// <summary>Reads any value as .NET sees it: text and symbols as <see cref="string"/>, timestamps as <see cref="DateTimeOffset"/>, null as null.</summary>
    public object? ReadValue()
    {
        var start = Position;
        Skip();
        var span = _data[start..Position];
        return span[0] switch
        {
            AmqpFormat.Described => ReadDescribed(start),
            AmqpFormat.Null => null,
            0x41 => true,
            0x42 => false,
            0x43 => 0u,
            0x44 => 0ul,
            AmqpFormat.List0 => Array.Empty<object?>(),
            0x50 => span[1],
            0x51 => (sbyte)span[1],
            0x52 => (uint)span[1],
            0x53 => (ulong)span[1],
            0x54 => (int)(sbyte)span[1],
            0x55 => (long)(sbyte)span[1],
            0x56 => span[1] != 0,
            0x60 => BinaryPrimitives.ReadUInt16BigEndian(span[1..]),
            0x61 => BinaryPrimitives.ReadInt16BigEndian(span[1..]),
            0x70 => BinaryPrimitives.ReadUInt32BigEndian(span[1..]),
            0x71 => BinaryPrimitives.ReadInt32BigEndian(span[1..]),
            0x72 => BinaryPrimitives.ReadSingleBigEndian(span[1..]),
            0x73 => Rune.TryCreate(BinaryPrimitives.ReadUInt32BigEndian(span[1..]), out var rune) ? rune.ToString() : null,
            0x80 => BinaryPrimitives.ReadUInt64BigEndian(span[1..]),
            0x81 => BinaryPrimitives.ReadInt64BigEndian(span[1..]),
            0x82 => BinaryPrimitives.ReadDoubleBigEndian(span[1..]),
            Timestamp => FromTimestamp(BinaryPrimitives.ReadInt64BigEndian(span[1..])),
            0x98 => new Guid(span.Slice(1, 16), bigEndian: true),
            AmqpFormat.Binary8 => span[2..].ToArray(),
            AmqpFormat.Binary32 => span[5..].ToArray(),
            AmqpFormat.String8 or AmqpFormat.Symbol8 => Encoding.UTF8.GetString(span[2..]),
            AmqpFormat.String32 or AmqpFormat.Symbol32 => Encoding.UTF8.GetString(span[5..]),
            _ => span.ToArray(),
        };
    }

    /// <summary>Reads any value as <see cref="ReadValue()"/> does; a short text that stood there in the message before is the same string.</summary>
    public object? ReadValue(RecentTexts texts, int place) =>
        Position < _data.Length && _data[Position] is AmqpFormat.String8 or AmqpFormat.Symbol8 ? texts.Get(place, ReadBytes()) : ReadValue();

    /// <summary>Reads a timestamp; false, reading nothing, where something else comes next.</summary>
    public bool TryReadTime(out DateTimeOffset time)
    {
        var start = Position;
        if (start >= _data.Length || _data[start] != Timestamp)
        {
            time = default;
            return false;
        }

        Skip();
        time = FromTimestamp(BinaryPrimitives.ReadInt64BigEndian(_data[(start + 1)..]));
        return true;
    }

    internal static DateTimeOffset FromTimestamp(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    private readonly object? ReadDescribed(int start)
    {
        var reader = new AmqpReader(_data, start + 1);
        var descriptor = reader.ReadValue();
        var value = reader.ReadValue();
        return (descriptor, value) switch
        {
            ("com.microsoft:timespan", long ticks) => TimeSpan.FromTicks(ticks),
            ("com.microsoft:datetime-offset", long ticks and >= 0) when ticks <= DateTime.MaxValue.Ticks => new DateTimeOffset(ticks, TimeSpan.Zero),
            ("com.microsoft:uri", string text) => new Uri(text, UriKind.RelativeOrAbsolute),
            _ => value,
        };
    }
}
