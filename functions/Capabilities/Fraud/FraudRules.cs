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

    private static readonly AppliedRule InstrumentBurst = new("instrumentBurst", DecisionOutcome.Decline);
    private static readonly AppliedRule DeviceManyInstruments = new("deviceManyInstruments", DecisionOutcome.Decline);
    private static readonly AppliedRule DeviceManyCustomers = new("deviceManyCustomers", DecisionOutcome.Review);
    private static readonly AppliedRule FirstPaymentLimit = new("firstPaymentLimit", DecisionOutcome.Review);
    private static readonly AppliedRule KnownFraud = new("knownFraud", DecisionOutcome.Review);

    /// <summary>Applies every rule to one payment.</summary>
    /// <param name="row">Its features, columns as in <see cref="FraudColumns.Names"/>.</param>
    /// <param name="options">Limits.</param>
    /// <param name="hits">Takes the rules that hit, in a fixed order; none for nearly every payment.</param>
    public static void Apply(ReadOnlySpan<float> row, FraudOptions options, List<AppliedRule> hits)
    {
        // A comparison with NaN is false: what is unknown hits no rule.
        Check(hits, row[InstrumentPayments10m] >= options.InstrumentBurst, InstrumentBurst);
        Check(hits, row[DeviceInstruments24h] >= options.DeviceInstruments, DeviceManyInstruments);
        Check(hits, row[DeviceCustomers24h] >= options.DeviceCustomers, DeviceManyCustomers);
        Check(hits, row[CustomerPayments30d] <= 1 && row[0] >= options.FirstPaymentLimit, FirstPaymentLimit);
        Check(hits, row[InstrumentFraudLabels] >= 1 || row[DeviceFraudLabels] >= 1, KnownFraud);
    }

    private static void Check(List<AppliedRule> hits, bool hit, AppliedRule rule)
    {
        if (hit)
        {
            hits.Add(rule);
        }
    }
}
