using System.Collections.Frozen;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Replay;

/// <summary>Country names as the UCI Online Retail file writes them.</summary>
internal static class CountryNames
{
    // The Channel Islands have two codes; Jersey is the larger one. EIRE and RSA are Ireland and South Africa.
    private static readonly FrozenDictionary<string, CountryCode?> Names = new Dictionary<string, string?>
    {
        ["Australia"] = "AU",
        ["Austria"] = "AT",
        ["Bahrain"] = "BH",
        ["Belgium"] = "BE",
        ["Brazil"] = "BR",
        ["Canada"] = "CA",
        ["Channel Islands"] = "JE",
        ["Cyprus"] = "CY",
        ["Czech Republic"] = "CZ",
        ["Denmark"] = "DK",
        ["EIRE"] = "IE",
        ["European Community"] = null,
        ["Finland"] = "FI",
        ["France"] = "FR",
        ["Germany"] = "DE",
        ["Greece"] = "GR",
        ["Hong Kong"] = "HK",
        ["Iceland"] = "IS",
        ["Israel"] = "IL",
        ["Italy"] = "IT",
        ["Japan"] = "JP",
        ["Lebanon"] = "LB",
        ["Lithuania"] = "LT",
        ["Malta"] = "MT",
        ["Netherlands"] = "NL",
        ["Norway"] = "NO",
        ["Poland"] = "PL",
        ["Portugal"] = "PT",
        ["RSA"] = "ZA",
        ["Saudi Arabia"] = "SA",
        ["Singapore"] = "SG",
        ["Spain"] = "ES",
        ["Sweden"] = "SE",
        ["Switzerland"] = "CH",
        ["USA"] = "US",
        ["United Arab Emirates"] = "AE",
        ["United Kingdom"] = "GB",
        ["Unspecified"] = null,
    }.ToFrozenDictionary(
        pair => pair.Key,
        pair => pair.Value is null ? default(CountryCode?) : CountryCode.Parse(pair.Value),
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, CountryCode?>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Finds a country by its name.</summary>
    /// <param name="name">As in the file.</param>
    /// <param name="country">The country; null for names that mean no single one.</param>
    /// <returns>False for a name that the file does not use.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, out CountryCode? country) => Lookup.TryGetValue(name.Trim(), out country);
}
