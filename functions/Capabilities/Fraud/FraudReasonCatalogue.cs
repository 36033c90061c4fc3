using System.Globalization;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Reason codes with their texts for analysts, by column of the model's input and by rule.</summary>
public static class FraudReasonCatalogue
{
    private static readonly (string Prefix, string Code, string Text)[] ByColumn =
    [
        ("amount", "amount", "The amount or the basket is unusual."),
        ("item_lines", "amount", "The amount or the basket is unusual."),
        ("units", "amount", "The amount or the basket is unusual."),
        ("method_", "method", "The way of paying weighs on the score."),
        ("hour", "timeOfDay", "The time of day weighs on the score."),
        ("weekday", "timeOfDay", "The time of day weighs on the score."),
        ("issuer_differs", "issuerMismatch", "The card's country fits neither the billing address nor the connection."),
        ("billing_differs", "addressMismatch", "Billing and shipping countries differ."),
        ("ip_differs", "ipMismatch", "The connection's country fits the addresses badly."),
        ("market_differs", "marketMismatch", "The storefront's country is not that of the card, address or connection."),
        ("language_differs", "languageMismatch", "The language is not the storefront's."),
        ("missing_members", "missingData", "The payment leaves out data that most payments carry."),
        ("customer_payments", "customerVelocity", "The customer pays more or less often than usual."),
        ("customer_amount_ratio", "customerAmount", "The amount is far from what this customer spends."),
        ("customer_amount_zscore", "customerAmount", "The amount is far from what this customer spends."),
        ("customer_amount", "customerSpend", "The customer's recent spending is unusual."),
        ("customer_fraud_labels", "customerLabels", "Earlier payments of this customer were labelled."),
        ("customer_returns", "customerReturns", "The customer's record of returns weighs on the score."),
        ("customer_hours", "customerRhythm", "The time since the customer's last payment is unusual."),
        ("customer_age", "customerAge", "How long the customer is known weighs on the score."),
        ("customer_", "customerVariety", "The customer uses unusually many instruments, devices, countries or sellers."),
        ("instrument_is_new", "newInstrument", "The customer has not used this instrument before."),
        ("device_is_new", "newDevice", "The customer has not used this device before."),
        ("ip_country_is_new", "newIpCountry", "The customer has not connected from this country before."),
        ("shipping_country_is_new", "newShippingCountry", "The customer has not shipped to this country before."),
        ("seller_is_new", "newSeller", "The customer has not bought from this seller before."),
        ("instrument_fraud_labels", "instrumentLabels", "Earlier payments of this instrument were labelled as fraud."),
        ("instrument_customers", "instrumentShared", "Several customers use this instrument."),
        ("instrument_", "instrumentVelocity", "The instrument's recent use is unusual."),
        ("device_fraud_labels", "deviceLabels", "Earlier payments from this device were labelled as fraud."),
        ("device_customers", "deviceShared", "Several customers use this device."),
        ("device_instruments", "deviceInstruments", "Several instruments are used on this device."),
        ("device_", "deviceVelocity", "The device's recent use is unusual."),
    ];

    private static readonly (string Code, string Text)[] Columns = [.. FraudColumns.Names.Select(Find)];

    private static readonly Dictionary<string, string> RuleTexts = new(StringComparer.Ordinal)
    {
        ["instrumentBurst"] = "The instrument paid many times within ten minutes.",
        ["deviceManyInstruments"] = "Many instruments paid from this device within a day.",
        ["deviceManyCustomers"] = "Many customers paid from this device within a day.",
        ["firstPaymentLimit"] = "The first payment in a month is above the limit for first payments.",
        ["surge"] = "Payments like it have become unusually suspicious in other markets.",
        ["knownFraud"] = "The instrument or device has paid for a confirmed fraud.",
    };

    /// <summary>The reason that stands for a column of the model's input.</summary>
    /// <param name="column">Index into <see cref="FraudColumns.Names"/>.</param>
    /// <param name="value">The column's value; NaN is left out of the reason.</param>
    /// <param name="contribution">What the column adds to the score, in log-odds.</param>
    public static DecisionReason ForColumn(int column, float value, double contribution) => new(
        Columns[column].Code,
        Columns[column].Text,
        FraudColumns.Names[column],
        float.IsNaN(value) ? null : Math.Round(value, 4),
        Math.Round(contribution, 4));

    /// <summary>The reason that stands for a rule.</summary>
    /// <param name="rule">Name of a rule of <see cref="FraudRules"/>.</param>
    public static DecisionReason ForRule(string rule) => new(rule, RuleTexts[rule]);

    /// <summary>The reason of an approval: nothing reached a threshold.</summary>
    /// <param name="thresholds">Thresholds in force.</param>
    public static DecisionReason BelowThresholds(FraudThresholds thresholds) => new(
        "belowThresholds",
        string.Create(CultureInfo.InvariantCulture, $"No rule hit and the score is below {thresholds.Review:0.####}."));

    /// <summary>The reason of a decision by rules alone.</summary>
    public static DecisionReason NoModel { get; } =
        new("noModel", "No model was loaded; rules alone decided.");

    private static (string Code, string Text) Find(string column)
    {
        foreach (var (prefix, code, text) in ByColumn)
        {
            if (column.StartsWith(prefix, StringComparison.Ordinal))
            {
                return (code, text);
            }
        }

        throw new InvalidOperationException($"The reason catalogue has no entry for the column '{column}'.");
    }
}
