using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Reason codes, by column of the model's input. Their texts are <see cref="FraudReasonTexts"/>.</summary>
public static class FraudReasonCatalogue
{
    // The code of a column stands in its declaration.
    private static readonly string[] Columns = [.. FraudColumns.Features.Select(static feature => feature.Reason)];

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

    /// <summary>The reason of a payment whose customer, instrument, device, address or seller is denied.</summary>
    public static DecisionReason DenyList { get; } = new("denyList");

    /// <summary>The reason of a payment that a list allows.</summary>
    public static DecisionReason AllowList { get; } = new("allowList");

    /// <summary>The reason of a review that would have been a decline.</summary>
    public static DecisionReason DeclineCap { get; } = new("declineCap");

    /// <summary>The reason of a decision by rules alone.</summary>
    public static DecisionReason NoModel { get; } =
        new("noModel");
}
