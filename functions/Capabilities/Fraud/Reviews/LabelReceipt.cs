namespace XbFunctions.Capabilities.Fraud;

/// <summary>What became of an analyst's label.</summary>
/// <param name="Refusal">Why it was not taken; <see cref="LabelRefusal.None"/> when it was.</param>
/// <param name="EventId">Id of the <c>payment.labelled</c> event; null when refused.</param>
public readonly record struct LabelReceipt(LabelRefusal Refusal, string? EventId);
