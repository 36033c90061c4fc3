namespace XbFunctions.Contracts;

/// <summary>One reason for a decision.</summary>
/// <param name="Code">Stable word for machines, such as <c>newDevice</c>.</param>
/// <param name="Text">One sentence, where an answer over HTTP is made for a reader; null in the event itself, whose readers take the code.</param>
/// <param name="Feature">The model's feature, when the reason comes from the model.</param>
/// <param name="Value">The feature's value at the decision.</param>
/// <param name="Contribution">How far the feature moved the score, in log-odds; positive towards fraud.</param>
public sealed record DecisionReason(string Code, string? Text = null, string? Feature = null, double? Value = null, double? Contribution = null);
