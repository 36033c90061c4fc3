using System.Globalization;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Currencies;

/// <summary>
/// Rough reference rates, so that amounts of different currencies compare. They scale features and never settle money: a few
/// per cent of drift moves no decision. Rates are units of a currency for one euro, rounded, as of early 2026; a deployment
/// overrides any of them by <c>Currencies:UnitsPerEuro:{code}</c>, and from a date on by <c>Currencies:Tables:{date}:{code}</c>. A payment is
/// converted at the rates of its event time, so that a replay gives the same sums.
/// </summary>
public sealed class ReferenceRates
{
    private static readonly Dictionary<string, double> Shipped = new(StringComparer.Ordinal)
    {
        ["EUR"] = 1, ["USD"] = 1.17, ["GBP"] = 0.87, ["CHF"] = 0.93, ["JPY"] = 182, ["CNY"] = 8.2, ["CAD"] = 1.61, ["AUD"] = 1.75,
        ["NZD"] = 2.02, ["SEK"] = 10.8, ["NOK"] = 11.7, ["DKK"] = 7.46, ["ISK"] = 147, ["PLN"] = 4.23, ["CZK"] = 24.3, ["HUF"] = 385,
        ["RON"] = 5.09, ["BGN"] = 1.956, ["TRY"] = 50, ["UAH"] = 49, ["RUB"] = 92, ["KRW"] = 1_700, ["TWD"] = 37, ["HKD"] = 9.1,
        ["SGD"] = 1.51, ["MYR"] = 4.8, ["THB"] = 37, ["IDR"] = 19_500, ["PHP"] = 69, ["VND"] = 30_700, ["INR"] = 105, ["PKR"] = 328,
        ["BDT"] = 143, ["LKR"] = 361, ["AED"] = 4.3, ["SAR"] = 4.39, ["QAR"] = 4.26, ["KWD"] = 0.359, ["BHD"] = 0.441, ["OMR"] = 0.45,
        ["JOD"] = 0.83, ["ILS"] = 3.75, ["EGP"] = 55.5, ["MAD"] = 10.7, ["TND"] = 3.4, ["DZD"] = 152, ["ZAR"] = 19.7, ["NGN"] = 1_690,
        ["KES"] = 151, ["GHS"] = 13.4, ["TZS"] = 2_900, ["UGX"] = 4_200, ["XOF"] = 655.957, ["XAF"] = 655.957, ["BRL"] = 6.4,
        ["MXN"] = 21, ["ARS"] = 1_700, ["CLP"] = 1_070, ["COP"] = 4_400, ["PEN"] = 3.95, ["UYU"] = 46, ["BOB"] = 8.1, ["PYG"] = 8_000,
        ["CRC"] = 585, ["DOP"] = 74, ["GTQ"] = 9, ["KZT"] = 600, ["GEL"] = 3.16, ["AMD"] = 447, ["AZN"] = 1.99, ["RSD"] = 117.2,
        ["BAM"] = 1.956, ["ALL"] = 96.5, ["MKD"] = 61.6, ["MDL"] = 19.8, ["MNT"] = 4_160, ["NPR"] = 168, ["KHR"] = 4_700,
    };

    // Newest first: most payments are of today.
    private readonly RateTable[] _tables;

    /// <summary>Takes the shipped rates, with those of the options in their place, and the tables that replace them from a date on.</summary>
    /// <param name="overrides">Units for one euro by ISO 4217 code; each above 0.</param>
    /// <param name="tables">The same by the first date in force, such as <c>2026-02-01</c>; what a table leaves out stays as it was before it.</param>
    /// <exception cref="ArgumentException">A code is no currency, a date is none, or a rate is not above 0; the message names it.</exception>
    public ReferenceRates(
        IReadOnlyDictionary<string, double>? overrides = null,
        IReadOnlyDictionary<string, Dictionary<string, double>>? tables = null)
    {
        var rates = new Dictionary<CurrencyCode, double>();
        Replace(rates, Shipped, nameof(CurrencyOptions.UnitsPerEuro), nameof(overrides));
        Replace(rates, overrides ?? new Dictionary<string, double>(), nameof(CurrencyOptions.UnitsPerEuro), nameof(overrides));
        List<RateTable> all = [new(DateTimeOffset.MinValue, rates)];
        foreach (var (date, changed) in (tables ?? new Dictionary<string, Dictionary<string, double>>()).OrderBy(static table => table.Key, StringComparer.Ordinal))
        {
            if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
            {
                throw new ArgumentException($"Currencies:Tables:{date} is no date; expected one such as 2026-02-01.", nameof(tables));
            }

            Replace(rates, changed, $"{nameof(CurrencyOptions.Tables)}:{date}", nameof(tables));
            all.Add(new RateTable(new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero), rates));
        }

        all.Reverse();
        _tables = [.. all];
    }

    /// <summary>Takes the shipped rates, with those of the options in their place.</summary>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">As of the constructor.</exception>
    public static ReferenceRates From(CurrencyOptions options) => new(options.UnitsPerEuro, options.Tables);

    /// <summary>The currency that amounts are compared in.</summary>
    public static string BaseCurrency => "EUR";

    /// <summary>Converts an amount to major units of <see cref="BaseCurrency"/> at the rates of its own time.</summary>
    /// <param name="amountMinor">Amount in minor units of <paramref name="currency"/>.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="at">Event time, UTC.</param>
    /// <param name="amount">The amount in the base currency, or 0.</param>
    /// <param name="table">Id of the table that was used, as <see cref="RateTable.Id"/>.</param>
    /// <returns>False when there is no rate for the currency.</returns>
    public bool TryToBase(long amountMinor, CurrencyCode currency, DateTimeOffset at, out double amount, out string table)
    {
        var used = TableAt(at);
        table = used.Id;
        if (!used.TryGet(currency, out var units))
        {
            amount = 0;
            return false;
        }

        amount = amountMinor / PowerOfTen(currency.MinorDigits) / units;
        return true;
    }

    private RateTable TableAt(DateTimeOffset at)
    {
        foreach (var table in _tables)
        {
            if (table.From <= at)
            {
                return table;
            }
        }

        return _tables[^1];
    }

    private static void Replace(
        Dictionary<CurrencyCode, double> rates, IEnumerable<KeyValuePair<string, double>> changed, string setting, string parameter)
    {
        foreach (var (code, units) in changed)
        {
            if (!CurrencyCode.TryParse(code, out var currency))
            {
                throw new ArgumentException($"Currencies:{setting}:{code} is no ISO 4217 currency.", parameter);
            }

            rates[currency] = units > 0 && double.IsFinite(units)
                ? units
                : throw new ArgumentException($"Currencies:{setting}:{code} is {units}; expected above 0.", parameter);
        }
    }

    private static double PowerOfTen(int digits) => digits switch
    {
        0 => 1,
        1 => 10,
        2 => 100,
        3 => 1_000,
        _ => 10_000,
    };
}
