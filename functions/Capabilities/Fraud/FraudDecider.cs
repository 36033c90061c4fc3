using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Decides one payment from its features and its score, and says why. Thread-safe.</summary>
/// <param name="options">Settings.</param>
/// <param name="policies">The policy in use; null for the one that ships with the app.</param>
internal sealed class FraudDecider(FraudOptions options, FraudPolicySlot? policies = null)
{
    /// <summary>What fires for a payment of a group under warning that other markets have seen.</summary>
    public static AppliedRule Surge { get; } = new("surge", DecisionOutcome.Review);

    private DecisionTerms _terms = new(options, FraudPolicy.Default, null);

    /// <summary>The policy in use.</summary>
    public FraudPolicy Policy => policies?.Current ?? FraudPolicy.Default;

    /// <summary>Terms for a batch.</summary>
    /// <param name="model">The model that scores it; null when there is none.</param>
    public DecisionTerms TermsFor(ScoringModel? model)
    {
        var (terms, policy) = (Volatile.Read(ref _terms), Policy);
        if (!ReferenceEquals(terms.Model, model) || !ReferenceEquals(terms.Policy, policy))
        {
            terms = new DecisionTerms(options, policy, model);
            Volatile.Write(ref _terms, terms);
        }

        return terms;
    }

    /// <summary>Makes the decision; a plain approval allocates nothing.</summary>
    /// <param name="terms">Terms of the batch.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="row">Its features, columns as in <see cref="FraudColumns.Names"/>.</param>
    /// <param name="score">What the model gave; NaN when no model answered.</param>
    /// <param name="declines">Recent decisions of the payment's partition.</param>
    /// <param name="decision">Takes the decision, but for partition, time and why the model is missing, which its owner sets.</param>
    public static void Decide(
        DecisionTerms terms, in PendingPayment payment, ReadOnlySpan<float> row, float score, DeclineWindow declines, FraudDecision decision)
    {
        decision.Clear();
        var (policy, probability) = (terms.Policy, terms.Probability(score));
        decision.Model = terms.Reference;
        decision.PolicyVersion = policy.Version;
        decision.Thresholds = terms.ThresholdsFor(payment);
        if (policy.Rules.AsksFacts)
        {
            decision.Facts.Set(payment, probability);
        }

        var hits = policy.Rules.Evaluate(row, decision.Facts);
        if (payment.IsSurge)
        {
            decision.Rules.Add(Surge);
        }

        var adjusted = hits == 0 ? probability : ApplyRules(policy, hits, payment, probability, decision);
        decision.Outcome = FraudPolicy.Decide(adjusted, decision.Rules, decision.Thresholds);
        ApplyLists(policy, payment, declines, decision);
        decision.Score = double.IsNaN(probability) ? RuleScore(decision.Outcome) : Math.Round(probability, 6);
        DecisionReasons.Add(terms, row, declines, decision);
    }

    private static double RuleScore(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Decline => 1,
        DecisionOutcome.Review => 0.5,
        _ => 0,
    };

    private static double ApplyRules(
        FraudPolicy policy, ulong hits, in PendingPayment payment, double probability, FraudDecision decision)
    {
        hits = policy.Lists.WithoutSnoozed(hits, payment, decision.Snoozed);
        var modifier = 0.0;
        for (var i = 0; i < policy.Rules.Rules.Count; i++)
        {
            if ((hits & (1UL << i)) != 0)
            {
                decision.Rules.Add(policy.Rules.Rules[i]);
                modifier += policy.Rules.Rules[i].ScoreModifier ?? 0;
            }
        }

        if (modifier == 0 || double.IsNaN(probability))
        {
            return probability;
        }

        var adjusted = Adjusted(probability, modifier);
        decision.AdjustedScore = adjusted;
        return adjusted;
    }

    /// <summary>A probability with the modifiers of the rules that hit.</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <param name="modifier">Their sum.</param>
    internal static double Adjusted(double probability, double modifier)
    {
        // In log-odds, where what is added does not depend on where the score stands; 0 and 1 have none.
        var within = Math.Clamp(probability, 1e-6, 1 - 1e-6);
        return Math.Round(1 / (1 + Math.Exp(-(Math.Log(within / (1 - within)) + modifier))), 6);
    }

    private static void ApplyLists(FraudPolicy policy, in PendingPayment payment, DeclineWindow declines, FraudDecision decision)
    {
        var list = policy.Lists.Find(payment, decision.Lists);
        if (list is { } strictest)
        {
            decision.Outcome = strictest == PolicyList.Deny ? DecisionOutcome.Decline : DecisionOutcome.Approve;
        }
        else if (decision.Outcome == DecisionOutcome.Decline && policy.Document.DeclineCap is { } cap
            && !declines.Allows(cap, payment.OccurredAt.ToUnixTimeMilliseconds()))
        {
            (decision.Outcome, decision.Capped) = (DecisionOutcome.Review, true);
        }
    }
}
