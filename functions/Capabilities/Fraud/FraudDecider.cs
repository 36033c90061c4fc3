using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Decides one payment from its features and its score, and says why.</summary>
/// <param name="options">Rules and thresholds.</param>
internal sealed class FraudDecider(FraudOptions options)
{
    private const int MostReasons = 4;

    /// <summary>Makes the decision.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="row">Its features, columns as in <see cref="FraudColumns.Names"/>.</param>
    /// <param name="score">Its probability of fraud; NaN when no model answered.</param>
    /// <param name="model">The model that scored it; null when there is none.</param>
    /// <param name="partition">Partition of <c>payments</c> it came from.</param>
    /// <param name="decidedAt">Time of the decision, UTC.</param>
    public FraudDecided Decide(
        in PendingPayment payment, ReadOnlySpan<float> row, float score, ScoringModel? model, string partition, DateTimeOffset decidedAt)
    {
        var thresholds = FraudThresholds.From(options, model?.Manifest.Thresholds);
        var rules = FraudRules.Apply(row, options);
        rules = payment.IsSurge ? [.. rules, FraudRules.Surge] : rules;
        var outcome = FraudPolicy.Decide(score, rules, thresholds);
        return new FraudDecided(
            new PaymentId(payment.PaymentId),
            payment.Customer,
            payment.Market,
            outcome,
            float.IsNaN(score) ? RuleScore(outcome) : Math.Round(score, 6),
            Reasons(row, outcome, rules, thresholds, model),
            rules,
            payment.Amount.ToDecimal(),
            payment.Amount.Currency,
            payment.CrossBorder,
            payment.OccurredAt,
            payment.EnqueuedAt,
            decidedAt,
            partition,
            payment.SequenceNumber,
            model is null ? null : new ModelReference(model.Manifest.Name, model.Manifest.Version, model.Manifest.Sha256),
            Known(payment.Keys.Issuer),
            Known(payment.Keys.Shipping),
            Known(payment.Keys.Language),
            Known(payment.Keys.Seller),
            Known(payment.Keys.Instrument),
            Known(payment.Keys.Device));
    }

    private static T? Known<T>(T value)
        where T : struct, IEquatable<T> => value.Equals(default) ? null : value;

    private static double RuleScore(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Decline => 1,
        DecisionOutcome.Review => 0.5,
        _ => 0,
    };

    private static List<DecisionReason> Reasons(
        ReadOnlySpan<float> row, DecisionOutcome outcome, IReadOnlyList<AppliedRule> rules, FraudThresholds thresholds, ScoringModel? model)
    {
        var reasons = new List<DecisionReason>(MostReasons);
        for (var i = 0; i < rules.Count; i++)
        {
            reasons.Add(FraudReasonCatalogue.ForRule(rules[i].Name));
        }

        if (model is null)
        {
            reasons.Add(FraudReasonCatalogue.NoModel);
        }
        else if (outcome == DecisionOutcome.Approve)
        {
            reasons.Add(FraudReasonCatalogue.BelowThresholds(thresholds));
        }
        else if (model.Explainer is { } explainer)
        {
            AddContributions(explainer, row, reasons);
        }

        return reasons;
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
