using System.Diagnostics.CodeAnalysis;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>One group of decisions: a dimension and a value of it. The default is no group.</summary>
/// <param name="Dimension">What is grouped by.</param>
/// <param name="Value">Packed countries, or a pseudonym's 128 bits; never 0 in a group that exists.</param>
public readonly record struct WatchKey(WatchDimension Dimension, UInt128 Value)
{
    private const int CountryBits = 16;

    /// <summary>Whether it names a group: what a decision does not know belongs to none.</summary>
    public bool IsKnown => Value != 0;

    /// <summary>The storefront's group.</summary>
    /// <param name="market">The storefront.</param>
    public static WatchKey OfMarket(CountryCode market) => new(WatchDimension.Market, market.Packed);

    /// <summary>The group of a country of issue.</summary>
    /// <param name="issuer">The country; the default is in no group.</param>
    public static WatchKey OfIssuer(CountryCode issuer) => new(WatchDimension.Issuer, issuer.Packed);

    /// <summary>The group of a corridor.</summary>
    /// <param name="issuer">Country of the instrument's issuer.</param>
    /// <param name="shipping">Country of delivery. Where either is unknown the corridor is in no group.</param>
    public static WatchKey OfCorridor(CountryCode issuer, CountryCode shipping) => new(
        WatchDimension.Corridor,
        issuer.IsUnknown || shipping.IsUnknown ? 0u : ((uint)issuer.Packed << CountryBits) | shipping.Packed);

    /// <summary>The group of a seller, device, instrument or delivery address.</summary>
    /// <param name="dimension">One of the four.</param>
    /// <param name="pseudonym">Stands for it; the default is in no group.</param>
    public static WatchKey Of(WatchDimension dimension, Pseudonym pseudonym) => new(dimension, pseudonym.Value);

    /// <summary>Reads what <see cref="Text"/> gave.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="text">The value's text.</param>
    /// <param name="key">The group, or the default.</param>
    /// <returns>False when the text is none of the dimension.</returns>
    public static bool TryParse(WatchDimension dimension, [NotNullWhen(true)] string? text, out WatchKey key)
    {
        key = default;
        switch (dimension)
        {
            case WatchDimension.Market or WatchDimension.Issuer when CountryCode.TryParse(text, out var country):
                key = new WatchKey(dimension, country.Packed);
                break;
            case WatchDimension.Corridor when text is { Length: 5 } && text[2] == '-'
                && CountryCode.TryParse(text.AsSpan(0, 2), out var issuer) && CountryCode.TryParse(text.AsSpan(3), out var shipping):
                key = OfCorridor(issuer, shipping);
                break;
            case WatchDimension.Seller or WatchDimension.Device or WatchDimension.Instrument or WatchDimension.Address
                when Pseudonym.TryParse(text, out var pseudonym):
                key = Of(dimension, pseudonym);
                break;
        }

        return key.IsKnown;
    }

    /// <summary>The value as people and events read it.</summary>
    /// <returns>A country such as <c>DE</c>, a corridor such as <c>GB-NG</c>, or a pseudonym.</returns>
    public string Text() => Dimension switch
    {
        WatchDimension.Market or WatchDimension.Issuer => Country((uint)Value),
        WatchDimension.Corridor => $"{Country((uint)Value >> CountryBits)}-{Country((uint)Value)}",
        _ => new Pseudonym(Value).ToString(),
    };

    private static string Country(uint packed) => CountryCode.FromPacked((ushort)packed).ToString();
}
