using System.Collections.Frozen;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Currencies;

/// <summary>Rates in force from a date until the next table.</summary>
public sealed class RateTable
{
    private readonly FrozenDictionary<CurrencyCode, double> _unitsPerEuro;

    /// <summary>Takes the rates.</summary>
    /// <param name="from">First moment in force, event time, UTC.</param>
    /// <param name="unitsPerEuro">Units of each currency for one euro, each above 0.</param>
    public RateTable(DateTimeOffset from, IReadOnlyDictionary<CurrencyCode, double> unitsPerEuro)
    {
        (From, _unitsPerEuro) = (from, unitsPerEuro.ToFrozenDictionary());
        var text = string.Join(';', unitsPerEuro.Select(static rate => FormattableString.Invariant($"{rate.Key}={rate.Value:R}")).Order(StringComparer.Ordinal));
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text));
        Id = string.Create(CultureInfo.InvariantCulture, $"{from.UtcDateTime:yyyy-MM-dd}.{hash:x16}");
    }

    /// <summary>First moment in force, event time, UTC.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The date and a hash of all rates: equal ids mean equal rates.</summary>
    /// <value>Such as <c>2026-01-01.5f0c3f7e9a1b2c3d</c>.</value>
    public string Id { get; }

    /// <summary>Units of a currency for one euro.</summary>
    /// <param name="currency">The currency.</param>
    /// <param name="units">Above 0, or 0 when there is no rate.</param>
    /// <returns>False when there is no rate.</returns>
    public bool TryGet(CurrencyCode currency, out double units) => _unitsPerEuro.TryGetValue(currency, out units);
}
