using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// A growing UTF-8 buffer with the JSON values of a decision, each written byte for byte as the serialiser of <see cref="EventJson"/>
/// writes it, but without its objects. Reused; not thread-safe.
/// </summary>
internal sealed class DecisionText
{
    // "yyyy-MM-ddTHH:mm:ss.fffffffZ" with its quotes.
    private const int LongestTime = 30;
    private const int LongestNumber = 32;
    private const int MicrosPerUnit = 1_000_000;

    // Below this the serialiser changes to an exponent.
    private const int FewestPlainMicros = 100;

    // Printable ASCII that JavaScriptEncoder.Default leaves as it is.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~");

    private static readonly SearchValues<byte> PlainUtf8 = SearchValues.Create(
        " !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~"u8);

    private byte[] _buffer = new byte[2_048];
    private int _length;

    /// <summary>What has been written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Empties the buffer.</summary>
    public void Clear() => _length = 0;

    /// <summary>Takes back what was written last.</summary>
    /// <param name="length">Bytes that stay.</param>
    public void CutTo(int length) => _length = length;

    /// <summary>Adds bytes as they are.</summary>
    /// <param name="utf8">The bytes.</param>
    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        _length += utf8.Length;
    }

    /// <summary>Adds a string with its quotes.</summary>
    /// <param name="text">The text; what JSON or HTML could misread is escaped.</param>
    public void Text(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(Plain))
        {
            Raw("\""u8);
            Raw(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
            Raw("\""u8);
            return;
        }

        var room = Room(text.Length + 2);
        room[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, room[1..]);
        room[text.Length + 1] = (byte)'"';
        _length += text.Length + 2;
    }

    /// <summary>Adds a string with its quotes.</summary>
    /// <param name="utf8">The text; what JSON or HTML could misread is escaped.</param>
    public void Utf8(ReadOnlySpan<byte> utf8)
    {
        if (utf8.ContainsAnyExcept(PlainUtf8))
        {
            Text(Encoding.UTF8.GetString(utf8));
            return;
        }

        Raw("\""u8);
        Raw(utf8);
        Raw("\""u8);
    }

    /// <summary>Adds a string as it is.</summary>
    /// <param name="text">The text.</param>
    public void Plainly(ReadOnlySpan<char> text)
    {
        var room = Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, room);
    }

    /// <summary>Adds a pseudonym with its quotes.</summary>
    /// <param name="key">The pseudonym.</param>
    public void Key(Pseudonym key)
    {
        Span<byte> value = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(value, key.Value);
        Raw("\"p_"u8);
        Convert.TryToHexStringLower(value, Room(32), out var written);
        _length += written;
        Raw("\""u8);
    }

    /// <summary>Adds a UTC time with its quotes, zeros at the end of its fraction left out.</summary>
    /// <param name="time">The time.</param>
    public void Time(DateTimeOffset time)
    {
        var room = Room(LongestTime);
        room[0] = (byte)'"';
        time.UtcDateTime.TryFormat(room[1..], out var length, "O", CultureInfo.InvariantCulture);
        var end = length;
        while (room[end - 1] == '0')
        {
            // A zero at the end of the fraction says nothing, and neither does the point of an empty one.
            end--;
        }

        end -= room[end - 1] == '.' ? 1 : 0;
        (room[end], room[end + 1]) = ((byte)'Z', (byte)'"');
        _length += end + 2;
    }

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The number.</param>
    public void Whole(long value)
    {
        Utf8Formatter.TryFormat(value, Room(LongestNumber), out var written);
        _length += written;
    }

    /// <summary>Adds a number.</summary>
    /// <param name="value">Finite; quick for probabilities rounded to six digits.</param>
    public void Number(double value)
    {
        var micros = value is >= 0 and <= 1 ? (int)Math.Round(value * MicrosPerUnit) : -1;
        if (micros is 0 or MicrosPerUnit && micros / (double)MicrosPerUnit == value && !double.IsNegative(value))
        {
            Raw(micros == 0 ? "0"u8 : "1"u8);
        }
        else if (micros is >= FewestPlainMicros and < MicrosPerUnit && micros / (double)MicrosPerUnit == value)
        {
            Fraction(micros);
        }
        else
        {
            Utf8Formatter.TryFormat(value, Room(LongestNumber), out var written);
            _length += written;
        }
    }

    /// <summary>Adds an amount in major units, with as many decimals as its currency has.</summary>
    /// <param name="amount">The amount.</param>
    public void Amount(Money amount)
    {
        var decimals = amount.Currency.MinorDigits;
        if (decimals == 0)
        {
            Whole(amount.Minor);
            return;
        }

        var scale = decimals switch { 2 => 100L, 3 => 1_000L, _ => 10_000L };
        var (major, minor) = Math.DivRem(Math.Abs(amount.Minor), scale);
        if (amount.Minor < 0)
        {
            Raw("-"u8);
        }

        Whole(major);
        var room = Room(1 + decimals);
        room[0] = (byte)'.';
        Digits(room.Slice(1, decimals), (int)minor);
        _length += 1 + decimals;
    }

    private void Fraction(int micros)
    {
        var room = Room(8);
        (room[0], room[1]) = ((byte)'0', (byte)'.');
        var last = 7;
        for (var at = 7; at > 1; at--)
        {
            var digit = micros % 10;
            last = digit == 0 && last == at ? at - 1 : last;
            room[at] = (byte)('0' + digit);
            micros /= 10;
        }

        _length += last + 1;
    }

    private static void Digits(Span<byte> room, int value)
    {
        for (var at = room.Length - 1; at >= 0; at--)
        {
            room[at] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }

    private Span<byte> Room(int length)
    {
        if (_buffer.Length - _length < length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + length));
        }

        return _buffer.AsSpan(_length);
    }
}
