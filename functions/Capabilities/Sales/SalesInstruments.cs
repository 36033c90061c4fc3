using System.Diagnostics.Metrics;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Sales;

/// <summary>Metrics of the daily sales, meter <c>XbFunctions.Sales</c>.</summary>
public sealed class SalesInstruments
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "XbFunctions.Sales";

    private readonly Counter<long> _units;
    private readonly Counter<long> _returns;
    private readonly Counter<long> _withoutItems;
    private readonly Counter<long> _refused;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Owner of the meter.</param>
    public SalesInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _units = meter.CreateCounter<long>("sales.units", "{piece}", "Pieces sold, by market.");
        _returns = meter.CreateCounter<long>("sales.returns", "{return}", "Returns, by whether the payment was remembered.");
        _withoutItems = meter.CreateCounter<long>("sales.payments.without_items", "{payment}", "Payments that do not say what was bought.");
        _refused = meter.CreateCounter<long>("sales.refused", "{event}", "Events that could not be counted, by stage.");
    }

    /// <summary>Counts what a payment bought.</summary>
    /// <param name="units">Pieces.</param>
    /// <param name="market">The storefront.</param>
    public void Sold(int units, CountryCode market) => _units.Add(units, new KeyValuePair<string, object?>("market", market.ToString()));

    /// <summary>Counts a return.</summary>
    /// <param name="isKnown">Whether its payment was remembered.</param>
    public void Returned(bool isKnown) => _returns.Add(1, new KeyValuePair<string, object?>("payment", isKnown ? "known" : "unknown"));

    /// <summary>Counts an event that cannot be counted.</summary>
    /// <param name="stage">Where it failed.</param>
    public void Refused(string stage) => _refused.Add(1, new KeyValuePair<string, object?>("stage", stage));

    /// <summary>Counts a payment without items.</summary>
    public void WithoutItems() => _withoutItems.Add(1);
}
