using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>From score and rules to a decision.</summary>
public static class FraudPolicy
{
    /// <summary>Takes the strictest of what the score and each rule ask for.</summary>
    /// <param name="score">Probability of fraud in [0, 1]; NaN when no model answered.</param>
    /// <param name="rules">Rules that hit.</param>
    /// <param name="thresholds">Where decisions change.</param>
    public static DecisionOutcome Decide(double score, List<AppliedRule> rules, FraudThresholds thresholds)
    {
        var outcome = score >= thresholds.Decline ? DecisionOutcome.Decline
            : score >= thresholds.Review ? DecisionOutcome.Review
            : DecisionOutcome.Approve;
        for (var i = 0; i < rules.Count; i++)
        {
            outcome = Stricter(outcome, rules[i].Effect);
        }

        return outcome;
    }

    private static DecisionOutcome Stricter(DecisionOutcome left, DecisionOutcome right) => left > right ? left : right;
}
