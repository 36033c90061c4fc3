namespace XbFunctions.Xb.Demo;

/// <summary>A declined payment as the demo shows it.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="Market">Its storefront.</param>
/// <param name="Amount">Amount and currency.</param>
/// <param name="Score">Probability of fraud.</param>
/// <param name="Reasons">Reason codes, the weightiest first.</param>
internal sealed record DeclinedPayment(string PaymentId, string Market, string Amount, double Score, string Reasons);
