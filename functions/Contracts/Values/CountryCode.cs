using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>An ISO 3166-1 alpha-2 country code, packed into two bytes. The default is <c>ZZ</c>, "unknown".</summary>
[JsonConverter(typeof(CountryCodeConverter))]
public readonly record struct CountryCode
{
    // ZZ is all zero, so that the default value is "unknown".
    private static readonly ushort Mask = LetterCode.Pack("ZZ");
    private static readonly FrozenSet<ushort> Known = Load().ToFrozenSet();

    private CountryCode(ushort packed) => Packed = packed;

    /// <summary>All codes that <see cref="TryParse(ReadOnlySpan{char}, out CountryCode)"/> takes, without <c>ZZ</c>.</summary>
    public static IReadOnlyList<CountryCode> All { get; } = [.. Known.Order().Select(static packed => new CountryCode(packed))];

    /// <summary>A stable number below 1,024 for state keys; 0 is <c>ZZ</c>.</summary>
    public ushort Packed { get; }

    /// <summary>Says whether this is the default, "unknown".</summary>
    public bool IsUnknown => Packed == 0;

    /// <summary>Reads a code of two capitals.</summary>
    /// <param name="text">Candidate.</param>
    /// <param name="country">The country, or the default when refused.</param>
    /// <returns>True for an assigned code, for <c>XK</c> (Kosovo, in use with card schemes) and for <c>ZZ</c>.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out CountryCode country) => TryUnpack(LetterCode.Pack(text), text.Length, out country);

    /// <summary>Reads a code of two capitals from UTF-8.</summary>
    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out CountryCode)"/>
    /// <param name="utf8">Candidate.</param>
    /// <param name="country">The country, or the default when refused.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out CountryCode country) => TryUnpack(LetterCode.Pack(utf8), utf8.Length, out country);

    /// <summary>Reads a code that is known to be good.</summary>
    /// <param name="text">Two capitals.</param>
    /// <returns>The country.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> is no assigned code.</exception>
    public static CountryCode Parse(string text) =>
        TryParse(text, out var country) ? country : throw new FormatException($"'{text}' is not an ISO 3166-1 alpha-2 country code.");

    /// <summary>Takes back what <see cref="Packed"/> gave.</summary>
    /// <param name="packed">A value of <see cref="Packed"/>.</param>
    /// <returns>The country; <c>ZZ</c> when the number is none of a known country.</returns>
    public static CountryCode FromPacked(ushort packed) => Known.Contains(packed) ? new CountryCode(packed) : default;

    /// <summary>The two capitals.</summary>
    /// <returns>Such as <c>DE</c>.</returns>
    public override string ToString() => CodeNames.Country(Packed, Mask);

    private static bool TryUnpack(ushort letters, int length, out CountryCode country)
    {
        country = default;
        if (length != 2 || letters == LetterCode.Invalid)
        {
            return false;
        }

        var packed = (ushort)(letters ^ Mask);
        if (packed != 0 && !Known.Contains(packed))
        {
            return false;
        }

        country = new CountryCode(packed);
        return true;
    }

    private static HashSet<ushort> Load() =>
    [
        .. CountryList.Codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(static code => (ushort)(LetterCode.Pack(code) ^ LetterCode.Pack("ZZ"))),
    ];
}
