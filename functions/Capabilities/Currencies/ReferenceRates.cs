using System.Collections.Frozen;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Currencies;

/// <summary>
/// Rough reference rates, so that amounts of different currencies compare. They scale features and never settle money: a few
/// per cent of drift moves no decision. Rates are units of a currency for one euro, rounded, as of early 2026; a deployment
/// overrides any of them by <c>Currencies:UnitsPerEuro:{code}</c>.
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

    private readonly FrozenDictionary<CurrencyCode, double> _unitsPerEuro;

    /// <summary>Takes the shipped rates, with those of the options in their place.</summary>
    /// <param name="overrides">Units for one euro by ISO 4217 code; each above 0.</param>
    /// <exception cref="ArgumentException">A code is no currency, or a rate is not above 0; the message names it.</exception>
    public ReferenceRates(IReadOnlyDictionary<string, double>? overrides = null)
    {
        var rates = new Dictionary<CurrencyCode, double>();
        foreach (var (code, units) in Shipped.Concat(overrides ?? new Dictionary<string, double>()))
        {
            if (!CurrencyCode.TryParse(code, out var currency))
            {
                throw new ArgumentException($"Currencies:UnitsPerEuro:{code} is no ISO 4217 currency.", nameof(overrides));
            }

            rates[currency] = units > 0 && double.IsFinite(units)
                ? units
                : throw new ArgumentException($"Currencies:UnitsPerEuro:{code} is {units}; expected above 0.", nameof(overrides));
        }

        _unitsPerEuro = rates.ToFrozenDictionary();
    }

    /// <summary>The currency that amounts are compared in.</summary>
    public static string BaseCurrency => "EUR";

    /// <summary>Converts an amount to major units of <see cref="BaseCurrency"/>.</summary>
    /// <param name="amountMinor">Amount in minor units of <paramref name="currency"/>.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="amount">The amount in the base currency, or 0.</param>
    /// <returns>False when there is no rate for the currency.</returns>
    public bool TryToBase(long amountMinor, CurrencyCode currency, out double amount)
    {
        if (!_unitsPerEuro.TryGetValue(currency, out var units))
        {
            amount = 0;
            return false;
        }

        amount = amountMinor / PowerOfTen(currency.MinorDigits) / units;
        return true;
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
