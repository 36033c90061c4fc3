namespace XbFunctions.Contracts;

/// <summary>A hard rule that fired beside the model.</summary>
/// <param name="Name">The rule's name in the configuration.</param>
/// <param name="Effect">The mildest outcome the rule allows.</param>
/// <param name="ScoreModifier">What the rule adds to the score, in log-odds, positive towards fraud; null for nothing.</param>
public sealed record AppliedRule(string Name, DecisionOutcome Effect, double? ScoreModifier = null);
