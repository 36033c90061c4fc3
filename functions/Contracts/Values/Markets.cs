using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace XbFunctions.Contracts;

/// <summary>The storefronts that ship with the product; events of other countries' storefronts are taken as well.</summary>
public static class Markets
{
    /// <summary>All storefronts, in a fixed order.</summary>
    public static IReadOnlyList<Market> All { get; } =
    [
        Of("US", "USD", "en-US", "America/New_York"),
        Of("CA", "CAD", "en-CA", "America/Toronto"),
        Of("MX", "MXN", "es-MX", "America/Mexico_City"),
        Of("BR", "BRL", "pt-BR", "America/Sao_Paulo"),
        Of("GB", "GBP", "en-GB", "Europe/London"),
        Of("DE", "EUR", "de-DE", "Europe/Berlin"),
        Of("FR", "EUR", "fr-FR", "Europe/Paris"),
        Of("ES", "EUR", "es-ES", "Europe/Madrid"),
        Of("IT", "EUR", "it-IT", "Europe/Rome"),
        Of("NL", "EUR", "nl-NL", "Europe/Amsterdam"),
        Of("PL", "PLN", "pl-PL", "Europe/Warsaw"),
        Of("SE", "SEK", "sv-SE", "Europe/Stockholm"),
        Of("AE", "AED", "ar-AE", "Asia/Dubai"),
        Of("JP", "JPY", "ja-JP", "Asia/Tokyo"),
        Of("KR", "KRW", "ko-KR", "Asia/Seoul"),
        Of("SG", "SGD", "en-SG", "Asia/Singapore"),
        Of("AU", "AUD", "en-AU", "Australia/Sydney"),
    ];

    private static readonly FrozenDictionary<CountryCode, Market> ByCode = All.ToFrozenDictionary(static market => market.Code);

    /// <summary>Finds the storefront of a country.</summary>
    /// <param name="code">The market code of an event.</param>
    /// <param name="market">The storefront, or null when it is none of <see cref="All"/>.</param>
    /// <returns>True when found.</returns>
    public static bool TryGet(CountryCode code, [NotNullWhen(true)] out Market? market) => ByCode.TryGetValue(code, out market);

    private static Market Of(string country, string currency, string language, string timeZoneId) =>
        new(CountryCode.Parse(country), CurrencyCode.Parse(currency), LanguageTag.Parse(language), timeZoneId);
}
