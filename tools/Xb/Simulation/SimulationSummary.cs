using System.Globalization;
using System.Text;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>Counts what a run produced, to see at a glance whether it is sane. Memory does not grow with the number of events.</summary>
public sealed class SimulationSummary
{
    private readonly SortedDictionary<string, long> _types = new(StringComparer.Ordinal);
    private readonly SortedDictionary<FraudScenario, long> _scenarios = [];
    private readonly SortedDictionary<string, (long Payments, decimal Sum, long CrossBorder)> _markets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<PaymentLabel, long> _labels = [];

    /// <summary>Events seen.</summary>
    public long Events { get; private set; }

    /// <summary>Payments seen.</summary>
    public long Payments { get; private set; }

    /// <summary>Payments whose storefront, billing, delivery, network and issuer countries are not all the same.</summary>
    public long CrossBorder { get; private set; }

    /// <summary>Fraudulent payments among them.</summary>
    public long Fraudulent { get; private set; }

    /// <summary>Payments by what was really going on.</summary>
    public IReadOnlyDictionary<FraudScenario, long> Scenarios => _scenarios;

    /// <summary>Events by type.</summary>
    public IReadOnlyDictionary<string, long> Types => _types;

    /// <summary>Codes of the markets that had a payment.</summary>
    public IReadOnlyCollection<string> Markets => _markets.Keys;

    /// <summary>Counts an event.</summary>
    /// <param name="simulated">The event.</param>
    public void Add(in SimulatedEvent simulated)
    {
        Events++;
        _types[simulated.Event.Type] = _types.GetValueOrDefault(simulated.Event.Type) + 1;
        if (simulated.Event is PaymentAuthorised payment)
        {
            Add(payment, simulated.Scenario);
        }
        else if (simulated.Event is PaymentLabelled label)
        {
            _labels[label.Label] = _labels.GetValueOrDefault(label.Label) + 1;
        }
    }

    /// <summary>The counts as a few lines of text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text, $"{Events} events, {Payments} payments, {Share(Fraudulent):P2} fraudulent, {Share(CrossBorder):P1} cross-border");
        foreach (var (type, count) in _types)
        {
            Line(text, $"  {type,-24} {count,9}");
        }

        foreach (var (scenario, count) in _scenarios)
        {
            Line(text, $"  {scenario,-24} {count,9} {Share(count):P3}");
        }

        foreach (var (label, count) in _labels)
        {
            Line(text, $"  label {label,-18} {count,9}");
        }

        foreach (var (market, (payments, sum, crossBorder)) in _markets)
        {
            var share = (double)crossBorder / payments;
            Line(text, $"  {market} {payments,8} payments, average {sum / payments,12:F2}, cross-border {share:P1}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private double Share(long count) => (double)count / Math.Max(1, Payments);

    private void Add(PaymentAuthorised payment, FraudScenario scenario)
    {
        Payments++;
        _scenarios[scenario] = _scenarios.GetValueOrDefault(scenario) + 1;
        Fraudulent += scenario == FraudScenario.None ? 0 : 1;
        var crosses = Differs(payment, payment.BillingCountry) || Differs(payment, payment.ShippingCountry)
            || Differs(payment, payment.IpCountry) || Differs(payment, payment.IssuerCountry);
        CrossBorder += crosses ? 1 : 0;
        var (payments, sum, crossBorder) = _markets.GetValueOrDefault(payment.Market.ToString());
        _markets[payment.Market.ToString()] = (payments + 1, sum + payment.Amount, crossBorder + (crosses ? 1 : 0));
    }

    private static bool Differs(PaymentAuthorised payment, CountryCode? country) => country is { } known && known != payment.Market;
}
