using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Decides one payment from its features and its score, and says why. Thread-safe.</summary>
/// <param name="options">Rules and thresholds.</param>
internal sealed class FraudDecider(FraudOptions options)
{
    private const int MostReasons = 4;

    private DecisionTerms _terms = new(options, null);

    /// <summary>Terms for a batch.</summary>
    /// <param name="model">The model that scores it; null when there is none.</param>
    public DecisionTerms TermsFor(ScoringModel? model)
    {
        var terms = Volatile.Read(ref _terms);
        if (!ReferenceEquals(terms.Model, model))
        {
            terms = new DecisionTerms(options, model);
            Volatile.Write(ref _terms, terms);
        }

        return terms;
    }

    /// <summary>Makes the decision.</summary>
    /// <param name="terms">Terms of the batch.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="row">Its features, columns as in <see cref="FraudColumns.Names"/>.</param>
    /// <param name="score">Its probability of fraud; NaN when no model answered.</param>
    /// <param name="decision">Takes the decision, but for partition and time, which its owner sets.</param>
    public void Decide(DecisionTerms terms, in PendingPayment payment, ReadOnlySpan<float> row, float score, FraudDecision decision)
    {
        decision.Clear();
        decision.Model = terms.Reference;
        decision.Thresholds = terms.Thresholds;
        FraudRules.Apply(row, options, decision.Rules);
        decision.Outcome = FraudPolicy.Decide(score, decision.Rules, terms.Thresholds);
        decision.Score = float.IsNaN(score) ? RuleScore(decision.Outcome) : Math.Round(score, 6);
        AddReasons(terms, row, decision);
    }

    private static double RuleScore(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Decline => 1,
        DecisionOutcome.Review => 0.5,
        _ => 0,
    };

    private static void AddReasons(DecisionTerms terms, ReadOnlySpan<float> row, FraudDecision decision)
    {
        for (var i = 0; i < decision.Rules.Count; i++)
        {
            decision.Reasons.Add(FraudReasonCatalogue.ForRule(decision.Rules[i].Name));
        }

        if (terms.Model is null)
        {
            decision.Reasons.Add(FraudReasonCatalogue.NoModel);
        }
        else if (decision.Outcome == DecisionOutcome.Approve)
        {
            decision.Reasons.Add(FraudReasonCatalogue.BelowThresholds);
        }
        else if (terms.Model.Explainer is { } explainer)
        {
            decision.ReasonMethod = ReasonMethod.Path;
            AddContributions(explainer, row, decision.Reasons);
        }
    }

    // The columns that push hardest towards fraud, one of each reason code. The fast attribution: a stream that is odd as a whole has
    // every payment reviewed, and exact values of a few milliseconds each would then hold it up.
    private static void AddContributions(TreeExplainer explainer, ReadOnlySpan<float> row, List<DecisionReason> reasons)
    {
        Span<double> contributions = stackalloc double[FraudColumns.Width];
        explainer.Attribute(row, contributions, out _);
        while (reasons.Count < MostReasons)
        {
            var top = 0;
            for (var i = 1; i < contributions.Length; i++)
            {
                top = contributions[i] > contributions[top] ? i : top;
            }

            if (contributions[top] <= 0)
            {
                return;
            }

            var reason = FraudReasonCatalogue.ForColumn(top, row[top], contributions[top]);
            contributions[top] = 0;
            if (!reasons.Exists(other => other.Code == reason.Code))
            {
                reasons.Add(reason);
            }
        }
    }
}
