using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Reason codes, by column of the model's input. Their texts are <see cref="FraudReasonTexts"/>.</summary>
public static class FraudReasonCatalogue
{
    private static readonly (string Prefix, string Code)[] ByColumn =
    [
        ("amount", "amount"),
        ("item_lines", "amount"),
        ("units", "amount"),
        ("method_", "method"),
        ("hour", "timeOfDay"),
        ("weekday", "timeOfDay"),
        ("issuer_differs", "issuerMismatch"),
        ("billing_differs", "addressMismatch"),
        ("ip_differs", "ipMismatch"),
        ("market_differs", "marketMismatch"),
        ("language_differs", "languageMismatch"),
        ("missing_members", "missingData"),
        ("customer_payments", "customerVelocity"),
        ("customer_amount_ratio", "customerAmount"),
        ("customer_amount_zscore", "customerAmount"),
        ("customer_amount", "customerSpend"),
        ("customer_fraud_labels", "customerLabels"),
        ("customer_returns", "customerReturns"),
        ("customer_hours", "customerRhythm"),
        ("customer_age", "customerAge"),
        ("customer_", "customerVariety"),
        ("instrument_is_new", "newInstrument"),
        ("device_is_new", "newDevice"),
        ("ip_country_is_new", "newIpCountry"),
        ("shipping_country_is_new", "newShippingCountry"),
        ("seller_is_new", "newSeller"),
        ("instrument_fraud_labels", "instrumentLabels"),
        ("instrument_customers", "instrumentShared"),
        ("instrument_", "instrumentVelocity"),
        ("device_fraud_labels", "deviceLabels"),
        ("device_customers", "deviceShared"),
        ("device_instruments", "deviceInstruments"),
        ("device_", "deviceVelocity"),
    ];

    private static readonly string[] Columns = [.. FraudColumns.Names.Select(Find)];

    /// <summary>The reason that stands for a column of the model's input.</summary>
    /// <param name="column">Index into <see cref="FraudColumns.Names"/>.</param>
    /// <param name="value">The column's value; NaN is left out of the reason.</param>
    /// <param name="contribution">What the column adds to the score, in log-odds.</param>
    public static DecisionReason ForColumn(int column, float value, double contribution) => new(
        Columns[column],
        null,
        FraudColumns.Names[column],
        float.IsNaN(value) ? null : Math.Round(value, 4),
        Math.Round(contribution, 4));

    /// <summary>The reason of an approval: no rule hit and the score reached no threshold.</summary>
    public static DecisionReason BelowThresholds { get; } = new("belowThresholds");

    /// <summary>The reason of a payment whose customer, instrument, device or seller is denied.</summary>
    public static DecisionReason DenyList { get; } = new("denyList");

    /// <summary>The reason of a payment that a list allows.</summary>
    public static DecisionReason AllowList { get; } = new("allowList");

    /// <summary>The reason of a review that would have been a decline.</summary>
    public static DecisionReason DeclineCap { get; } = new("declineCap");

    /// <summary>The reason of a decision by rules alone.</summary>
    public static DecisionReason NoModel { get; } =
        new("noModel");

    private static string Find(string column)
    {
        foreach (var (prefix, code) in ByColumn)
        {
            if (column.StartsWith(prefix, StringComparison.Ordinal))
            {
                return code;
            }
        }

        throw new InvalidOperationException($"The reason catalogue has no entry for the column '{column}'.");
    }
}
