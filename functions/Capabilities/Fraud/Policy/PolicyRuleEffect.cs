using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What a rule does where it hits.</summary>
/// <param name="Effect">The mildest outcome it allows; approve for a rule that only moves the score.</param>
/// <param name="ScoreModifier">What it adds to the score, in log-odds within plus and minus 10; positive towards fraud.</param>
/// <param name="Description">What it is for, for analysts.</param>
public sealed record PolicyRuleEffect(DecisionOutcome Effect, double ScoreModifier = 0, string? Description = null);
