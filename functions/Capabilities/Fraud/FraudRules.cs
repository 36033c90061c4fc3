using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>The hard rules that stand beside the model: what no score may wave through, and what holds when there is no model.</summary>
public static class FraudRules
{
    private static readonly int InstrumentPayments10m = FraudColumns.IndexOf("instrument_payments_10m");
    private static readonly int DeviceInstruments24h = FraudColumns.IndexOf("device_instruments_24h");
    private static readonly int DeviceCustomers24h = FraudColumns.IndexOf("device_customers_24h");
    private static readonly int CustomerPayments30d = FraudColumns.IndexOf("customer_payments_30d");
    private static readonly int InstrumentFraudLabels = FraudColumns.IndexOf("instrument_fraud_labels");
    private static readonly int DeviceFraudLabels = FraudColumns.IndexOf("device_fraud_labels");

    /// <summary>What fires for a payment of a group under warning that other markets have seen.</summary>
    public static AppliedRule Surge { get; } = new("surge", DecisionOutcome.Review);

    /// <summary>Applies every rule to one payment.</summary>
    /// <param name="row">Its features, columns as in <see cref="FraudColumns.Names"/>.</param>
    /// <param name="options">Limits.</param>
    /// <returns>The rules that hit, in a fixed order; empty for nearly every payment.</returns>
    public static IReadOnlyList<AppliedRule> Apply(ReadOnlySpan<float> row, FraudOptions options)
    {
        // A comparison with NaN is false: what is unknown hits no rule.
        List<AppliedRule>? hits = null;
        Check(ref hits, row[InstrumentPayments10m] >= options.InstrumentBurst, "instrumentBurst", DecisionOutcome.Decline);
        Check(ref hits, row[DeviceInstruments24h] >= options.DeviceInstruments, "deviceManyInstruments", DecisionOutcome.Decline);
        Check(ref hits, row[DeviceCustomers24h] >= options.DeviceCustomers, "deviceManyCustomers", DecisionOutcome.Review);
        Check(
            ref hits,
            row[CustomerPayments30d] <= 1 && row[0] >= options.FirstPaymentLimit,
            "firstPaymentLimit",
            DecisionOutcome.Review);
        Check(
            ref hits,
            row[InstrumentFraudLabels] >= 1 || row[DeviceFraudLabels] >= 1,
            "knownFraud",
            DecisionOutcome.Review);
        return hits ?? (IReadOnlyList<AppliedRule>)[];
    }

    private static void Check(ref List<AppliedRule>? hits, bool hit, string name, DecisionOutcome effect)
    {
        if (hit)
        {
            (hits ??= []).Add(new AppliedRule(name, effect));
        }
    }
}
