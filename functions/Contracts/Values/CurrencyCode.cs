using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>An ISO 4217 currency code, packed into two bytes. The default is <c>XXX</c>, "no currency".</summary>
[JsonConverter(typeof(CurrencyCodeConverter))]
public readonly record struct CurrencyCode
{
    // XXX is all zero, so that the default value is "no currency".
    private static readonly ushort Mask = LetterCode.Pack("XXX");
    private static readonly FrozenDictionary<ushort, byte> Digits = Load().ToFrozenDictionary();

    private CurrencyCode(ushort packed) => Packed = packed;

    /// <summary>All codes that <see cref="TryParse(ReadOnlySpan{char}, out CurrencyCode)"/> takes, without <c>XXX</c>.</summary>
    public static IReadOnlyList<CurrencyCode> All { get; } = [.. Digits.Keys.Order().Select(static packed => new CurrencyCode(packed))];

    /// <summary>A stable number for state keys; 0 is <c>XXX</c>.</summary>
    public ushort Packed { get; }

    /// <summary>Says whether this is the default, "no currency".</summary>
    public bool IsNone => Packed == 0;

    /// <summary>Decimals of the currency's minor unit: 0, 2, 3 or 4; 0 for <c>XXX</c>.</summary>
    public int MinorDigits => Digits.TryGetValue(Packed, out var digits) ? digits : 0;

    /// <summary>Reads a code of three capitals.</summary>
    /// <param name="text">Candidate.</param>
    /// <param name="currency">The currency, or the default when refused.</param>
    /// <returns>True for a code in use and for <c>XXX</c>.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out CurrencyCode currency) => TryUnpack(LetterCode.Pack(text), text.Length, out currency);

    /// <summary>Reads a code of three capitals from UTF-8.</summary>
    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out CurrencyCode)"/>
    /// <param name="utf8">Candidate.</param>
    /// <param name="currency">The currency, or the default when refused.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out CurrencyCode currency) => TryUnpack(LetterCode.Pack(utf8), utf8.Length, out currency);

    /// <summary>Reads a code that is known to be good.</summary>
    /// <param name="text">Three capitals.</param>
    /// <returns>The currency.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> is no code in use.</exception>
    public static CurrencyCode Parse(string text) =>
        TryParse(text, out var currency) ? currency : throw new FormatException($"'{text}' is not an ISO 4217 currency code.");

    /// <summary>Takes back what <see cref="Packed"/> gave.</summary>
    /// <param name="packed">A value of <see cref="Packed"/>.</param>
    /// <returns>The currency; <c>XXX</c> when the number is none of a known currency.</returns>
    public static CurrencyCode FromPacked(ushort packed) => Digits.ContainsKey(packed) ? new CurrencyCode(packed) : default;

    /// <summary>The three capitals.</summary>
    /// <returns>Such as <c>EUR</c>.</returns>
    public override string ToString() => CodeNames.Currency(Packed, Mask);

    private static bool TryUnpack(ushort letters, int length, out CurrencyCode currency)
    {
        currency = default;
        if (length != 3 || letters == LetterCode.Invalid)
        {
            return false;
        }

        var packed = (ushort)(letters ^ Mask);
        if (packed != 0 && !Digits.ContainsKey(packed))
        {
            return false;
        }

        currency = new CurrencyCode(packed);
        return true;
    }

    private static Dictionary<ushort, byte> Load()
    {
        var digits = new Dictionary<ushort, byte>();
        foreach (var (codes, minorDigits) in CurrencyList.Groups)
        {
            foreach (var code in codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                digits.Add((ushort)(LetterCode.Pack(code) ^ LetterCode.Pack("XXX")), minorDigits);
            }
        }

        return digits;
    }
}
