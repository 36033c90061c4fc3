namespace XbFunctions.Capabilities.Fraud;

/// <summary>Where decisions change in one market: given outright, or worked out from costs.</summary>
/// <param name="Review">Probability from which on to review, in [0, 1]; given with <paramref name="Decline"/>.</param>
/// <param name="Decline">Probability from which on to decline, in [<paramref name="Review"/>, 1].</param>
/// <param name="Costs">Costs that give both for each amount, used where the model's score is calibrated; not with the others.</param>
public sealed record MarketPolicy(double? Review = null, double? Decline = null, DecisionCosts? Costs = null);
