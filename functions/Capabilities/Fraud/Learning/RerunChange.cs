namespace XbFunctions.Capabilities.Fraud;

/// <summary>A decision that another model would have made otherwise.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="Market">Its storefront.</param>
/// <param name="Was">Outcome then.</param>
/// <param name="Becomes">Outcome now.</param>
/// <param name="OldScore">Raw score then; NaN for none.</param>
/// <param name="NewScore">Raw score now.</param>
/// <param name="AmountBase">Amount in major units of the base currency.</param>
/// <param name="Truth">What is known of the payment.</param>
public sealed record RerunChange(
    string PaymentId, string Market, string Was, string Becomes, float OldScore, float NewScore, float AmountBase, PaymentTruth Truth);
