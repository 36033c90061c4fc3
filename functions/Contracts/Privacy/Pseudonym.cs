using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A keyed hash that stands for a personal id in state, logs and outputs. The default is zero, "nobody".</summary>
/// <param name="Value">128 bits of HMAC-SHA256, read big-endian.</param>
[JsonConverter(typeof(PseudonymConverter))]
public readonly record struct Pseudonym(UInt128 Value)
{
    /// <summary>Characters of the text form.</summary>
    public const int TextLength = 34;

    private const string Prefix = "p_";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The low 64 bits: a compact key for state of one partition (a million ids collide with odds of 3 in 10^8).</summary>
    public ulong Low => (ulong)Value;

    /// <summary>Reads the text form.</summary>
    /// <param name="text"><c>p_</c> and 32 lower-case hexadecimal digits.</param>
    /// <param name="pseudonym">The pseudonym, or the default when refused.</param>
    /// <returns>True when the text has exactly that form.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Pseudonym pseudonym)
    {
        pseudonym = default;
        if (text is null || text.Length != TextLength || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text.AsSpan(Prefix.Length).ContainsAnyExcept(HexDigits)
            || !UInt128.TryParse(text.AsSpan(Prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        pseudonym = new Pseudonym(value);
        return true;
    }

    /// <summary>The text form.</summary>
    /// <returns><c>p_</c> and 32 lower-case hexadecimal digits.</returns>
    public override string ToString() => string.Create(TextLength, Value, static (text, value) =>
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        Prefix.CopyTo(text);
        Convert.TryToHexStringLower(bytes, text[Prefix.Length..], out _);
    });
}
