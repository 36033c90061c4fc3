using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Decides the rows of an archive file again by the policy that decided them: rules and modifiers from the features, thresholds, and then what the
/// row itself tells of the moment: lists it stood on, rules that rested, whether the cap spoke. Rows of version 3 on.
/// </summary>
internal sealed class OutcomeReplay
{
    private readonly float[] _row = new float[FraudColumns.Width];
    private readonly PolicyFacts _facts = new();
    private readonly ArchiveFrame _frame;
    private readonly IReadOnlyList<string?> _markets;
    private readonly IReadOnlyList<string?> _currencies;
    private readonly IReadOnlyList<string?> _issuers;
    private readonly IReadOnlyList<string?> _shippings;
    private readonly IReadOnlyList<string?> _languages;
    private readonly IReadOnlyList<bool> _crossBorder;
    private readonly IReadOnlyList<string?> _rules;
    private readonly IReadOnlyList<string?> _lists;
    private readonly IReadOnlyList<string?> _snoozed;
    private readonly IReadOnlyList<bool> _capped;

    /// <summary>Takes the columns of a file.</summary>
    /// <param name="frame">One that <see cref="CanReplay"/>.</param>
    public OutcomeReplay(ArchiveFrame frame)
    {
        _frame = frame;
        (_markets, _currencies, _languages) = (frame.Texts("market"), frame.Texts("currency"), frame.Texts("language"));
        (_issuers, _shippings, _crossBorder) = (frame.Texts("issuer_country"), frame.Texts("shipping_country"), frame.Flags("cross_border"));
        (_rules, _lists, _snoozed, _capped) = (frame.Texts("rules"), frame.Texts("lists"), frame.Texts("snoozed"), frame.Flags("capped"));
    }

    /// <summary>Whether a file holds what a replay needs.</summary>
    /// <param name="frame">The file.</param>
    public static bool CanReplay(ArchiveFrame frame) => frame.Has("policy_version") && FraudColumns.Names.All(frame.Has);

    /// <summary>Decides a row again.</summary>
    /// <param name="row">The row.</param>
    /// <param name="policy">The policy that decided it.</param>
    /// <param name="probability">Calibrated probability; NaN where rules alone decided.</param>
    /// <returns>Outcome and names of the rules, joined by commas; null for none.</returns>
    public (string Outcome, string? Rules) Decide(int row, FraudPolicy policy, double probability)
    {
        for (var column = 0; column < _row.Length; column++)
        {
            _row[column] = _frame.Singles(FraudColumns.Names[column])[row];
        }

        _facts.Set(
            probability, _markets[row] ?? "", _currencies[row] ?? "", _issuers[row] ?? "", _shippings[row] ?? "", _languages[row] ?? "", _crossBorder[row]);
        var hits = policy.Rules.Evaluate(_row, _facts);
        var snoozed = _snoozed[row]?.Split(',') ?? [];
        var rules = new List<AppliedRule>();
        if (_rules[row]?.Split(',').Contains(FraudDecider.Surge.Name) == true)
        {
            // Whether a warning was active is not for the archive to prove.
            rules.Add(FraudDecider.Surge);
        }

        var modifier = 0.0;
        for (var i = 0; i < policy.Rules.Rules.Count; i++)
        {
            if ((hits & (1UL << i)) != 0 && !snoozed.Contains(policy.Rules.Rules[i].Name))
            {
                rules.Add(policy.Rules.Rules[i]);
                modifier += policy.Rules.Rules[i].ScoreModifier ?? 0;
            }
        }

        var adjusted = modifier == 0 || double.IsNaN(probability) ? probability : FraudDecider.Adjusted(probability, modifier);
        var thresholds = new FraudThresholds(_frame.Numbers("review_threshold")[row], _frame.Numbers("decline_threshold")[row]);
        var outcome = FraudPolicy.Decide(adjusted, rules, thresholds);
        return (EventNames.Of(OnLists(row, outcome)), rules.Count == 0 ? null : string.Join(',', rules.Select(static rule => rule.Name)));
    }

    /// <summary>Rules as the row names them.</summary>
    /// <param name="row">The row.</param>
    public string? RulesAt(int row) => _rules[row];

    private DecisionOutcome OnLists(int row, DecisionOutcome outcome)
    {
        var lists = _lists[row]?.Split(',') ?? [];
        return lists.Any(static list => list.StartsWith("deny:", StringComparison.Ordinal)) ? DecisionOutcome.Decline
            : lists.Length > 0 ? DecisionOutcome.Approve
            : _capped[row] && outcome == DecisionOutcome.Decline ? DecisionOutcome.Review
            : outcome;
    }
}
