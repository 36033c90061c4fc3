using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The hour of the day where most people of a country live: standard time of its most populous zone, without daylight saving, so within about two
/// hours. IANA time zone database, 2025b. A fixed table, so that a replay gives the same features whatever the machine knows of time zones.
/// </summary>
internal static class CountryClock
{
    private const int Countries = 1_024;
    private const sbyte Unknown = sbyte.MinValue;

    // Quarter hours ahead of UTC.
    private static readonly sbyte[] Offsets = Load(
    [
        (-24, "MX CR GT HN NI SV BZ"),
        (-20, "US CA CO PE EC PA JM HT CU BS"),
        (-16, "BO VE DO PR PY CL TT BB GY"),
        (-12, "BR AR UY GF SR"),
        (0, "GB IE PT IS GH CI SN ML BF GM GN LR SL TG MR"),
        (4, "DE FR ES IT NL BE LU AT CH PL CZ SK HU SI HR BA RS ME MK AL XK DK NO SE MT DZ TN MA NG CM AO BJ GA CG CD TD NE LI MC SM VA AD"),
        (8, "FI EE LV LT RO BG GR CY UA MD IL EG ZA LY BW ZM ZW MZ MW RW BI NA LB PS"),
        (12, "TR RU BY SA IQ KW QA BH YE KE ET TZ UG SO MG JO SY"),
        (14, "IR"),
        (16, "AE OM AZ GE AM MU SC RE"),
        (18, "AF"),
        (20, "PK UZ TM TJ MV KZ"),
        (22, "IN LK"),
        (23, "NP"),
        (24, "BD KG BT"),
        (26, "MM"),
        (28, "TH VN ID KH LA"),
        (32, "CN HK TW SG MY PH MO MN BN"),
        (36, "JP KR"),
        (40, "AU PG"),
        (48, "NZ FJ"),
    ]);

    /// <summary>Hour of the day in a country, in [0, 24).</summary>
    /// <param name="country">The country.</param>
    /// <param name="occurredAtMs">Milliseconds since the Unix epoch.</param>
    /// <returns>NaN where the country is unknown or not in the table.</returns>
    public static float HourAt(CountryCode country, long occurredAtMs)
    {
        var offset = Offsets[country.Packed];
        return offset == Unknown ? float.NaN : (((occurredAtMs / 900_000) + offset + 96) % 96) / 4f;
    }

    /// <summary>Hours between the clocks of two countries, in [0, 12].</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>NaN where one of them is unknown or not in the table.</returns>
    public static float Apart(CountryCode left, CountryCode right)
    {
        var (one, other) = (Offsets[left.Packed], Offsets[right.Packed]);
        var apart = Math.Abs(one - other);
        return one == Unknown || other == Unknown ? float.NaN : Math.Min(apart, 96 - apart) / 4f;
    }

    private static sbyte[] Load((int Quarters, string Countries)[] zones)
    {
        var offsets = new sbyte[Countries];
        Array.Fill(offsets, Unknown);
        foreach (var (quarters, countries) in zones)
        {
            foreach (var country in countries.Split(' '))
            {
                offsets[CountryCode.Parse(country).Packed] = (sbyte)quarters;
            }
        }

        return offsets;
    }
}
