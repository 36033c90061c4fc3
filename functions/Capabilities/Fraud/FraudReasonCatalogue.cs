using System.Globalization;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Reason codes with their texts for analysts, by column of the model's input and by rule.</summary>
public static class FraudReasonCatalogue
{
    // The code of a column stands in its declaration.
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["amount"] = "The amount or the basket is unusual.",
        ["method"] = "The way of paying weighs on the score.",
        ["timeOfDay"] = "The time of day weighs on the score.",
        ["issuerMismatch"] = "The card's country fits neither the billing address nor the connection.",
        ["addressMismatch"] = "Billing and shipping countries differ.",
        ["ipMismatch"] = "The connection's country fits the addresses badly.",
        ["marketMismatch"] = "The storefront's country is not that of the card, address or connection.",
        ["languageMismatch"] = "The language is not the storefront's.",
        ["missingData"] = "The payment leaves out data that most payments carry.",
        ["customerVelocity"] = "The customer pays more or less often than usual.",
        ["customerAmount"] = "The amount is far from what this customer spends.",
        ["customerSpend"] = "The customer's recent spending is unusual.",
        ["customerLabels"] = "Earlier payments of this customer were labelled.",
        ["customerReturns"] = "The customer's record of returns weighs on the score.",
        ["customerRhythm"] = "The time since the customer's last payment is unusual.",
        ["customerAge"] = "How long the customer is known weighs on the score.",
        ["customerVariety"] = "The customer uses unusually many instruments, devices, countries or sellers.",
        ["familiarPattern"] = "How seldom the customer has paid in this way before weighs on the score.",
        ["newInstrument"] = "The customer has not used this instrument before.",
        ["newDevice"] = "The customer has not used this device before.",
        ["newIpCountry"] = "The customer has not connected from this country before.",
        ["newShippingCountry"] = "The customer has not shipped to this country before.",
        ["newSeller"] = "The customer has not bought from this seller before.",
        ["instrumentLabels"] = "Earlier payments of this instrument were labelled as fraud.",
        ["instrumentShared"] = "Several customers use this instrument.",
        ["instrumentVelocity"] = "The instrument's recent use is unusual.",
        ["deviceLabels"] = "Earlier payments from this device were labelled as fraud.",
        ["deviceShared"] = "Several customers use this device.",
        ["deviceInstruments"] = "Several instruments are used on this device.",
        ["deviceVelocity"] = "The device's recent use is unusual.",
        ["sellerLabels"] = "Earlier payments to this seller were labelled as fraud.",
        ["sellerVelocity"] = "The seller's recent payments are unusual.",
    };

    private static readonly (string Code, string Text)[] Columns =
        [.. FraudColumns.Features.Select(static feature => (feature.Reason, Texts[feature.Reason]))];

    private static readonly Dictionary<string, string> RuleTexts = new(StringComparer.Ordinal)
    {
        ["instrumentBurst"] = "The instrument paid many times within ten minutes.",
        ["deviceManyInstruments"] = "Many instruments paid from this device within a day.",
        ["deviceManyCustomers"] = "Many customers paid from this device within a day.",
        ["firstPaymentLimit"] = "The first payment in a month is above the limit for first payments.",
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
}
