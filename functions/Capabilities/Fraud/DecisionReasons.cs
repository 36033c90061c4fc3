using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Says why a decision was made: lists, rules, then the columns that push hardest towards fraud.</summary>
internal static class DecisionReasons
{
    private const int MostReasons = 4;

    /// <summary>Adds the reasons of a decision whose outcome, rules and lists are known.</summary>
    /// <param name="terms">Terms of the batch.</param>
    /// <param name="row">Features, columns as in <see cref="FraudColumns.Names"/>.</param>
    /// <param name="declines">Says whether exact values can be afforded.</param>
    /// <param name="decision">The decision.</param>
    public static void Add(DecisionTerms terms, ReadOnlySpan<float> row, DeclineWindow declines, FraudDecision decision)
    {
        AddListed(decision);
        for (var i = 0; i < decision.Rules.Count; i++)
        {
            decision.Reasons.Add(new DecisionReason(decision.Rules[i].Name));
        }

        if (terms.Model is null)
        {
            decision.Reasons.Add(FraudReasonCatalogue.NoModel);
        }
        else if (decision.Outcome == DecisionOutcome.Approve)
        {
            if (decision.Lists.Count == 0)
            {
                decision.Reasons.Add(FraudReasonCatalogue.BelowThresholds);
            }
        }
        else if (terms.Model.Explainer is { } explainer && decision.Reasons.Count < MostReasons)
        {
            AddContributions(explainer, row, declines.CanExplain, decision);
        }
    }

    private static void AddListed(FraudDecision decision)
    {
        if (decision.Lists.Count > 0)
        {
            decision.Reasons.Add(
                decision.Outcome == DecisionOutcome.Decline ? FraudReasonCatalogue.DenyList : FraudReasonCatalogue.AllowList);
        }

        if (decision.Capped)
        {
            decision.Reasons.Add(FraudReasonCatalogue.DeclineCap);
        }
    }

    private static void AddContributions(TreeExplainer explainer, ReadOnlySpan<float> row, bool isExact, FraudDecision decision)
    {
        Span<double> contributions = stackalloc double[FraudColumns.Width];
        if (isExact)
        {
            explainer.Explain(row, contributions, out _);
        }
        else
        {
            explainer.Attribute(row, contributions, out _);
        }

        decision.ReasonMethod = isExact ? ReasonMethod.Shap : ReasonMethod.Path;
        var reasons = decision.Reasons;
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
            if (IsNew(reasons, reason.Code))
            {
                reasons.Add(reason);
            }
        }
    }

    private static bool IsNew(List<DecisionReason> reasons, string code)
    {
        foreach (var reason in reasons)
        {
            if (reason.Code == code)
            {
                return false;
            }
        }

        return true;
    }
}
