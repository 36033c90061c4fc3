using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Decides archived payments again, by another model, other thresholds or another policy, from the features as they were. Lists, snoozes and the cap on
/// declines are left out: they depend on when a payment comes, and on keys that the archive does not hold.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="options">Thresholds that replace those of model and policy.</param>
/// <param name="policy">The policy; null for the one that ships with the app.</param>
public sealed class FraudRerun(ScoringModel model, FraudOptions options, FraudPolicy? policy = null)
{
    private const int MaxExamples = 10;
    private const int Chunk = 1_024;
    private static readonly int Amount = FraudColumns.IndexOf("amount");
    private static readonly string[] Strictness =
        [EventNames.Of(DecisionOutcome.Approve), EventNames.Of(DecisionOutcome.Review), EventNames.Of(DecisionOutcome.Decline)];

    /// <summary>Decides again.</summary>
    /// <param name="decisions">Archived decisions.</param>
    public RerunReport Run(IReadOnlyList<ArchivedDecision> decisions)
    {
        List<ArchivedDecision> usable = [.. decisions.Where(static decision => decision.Features is not null)];
        var scores = Score(usable);
        var terms = new DecisionTerms(options, policy ?? FraudPolicy.Default, model);
        var again = new List<RerunChange>(usable.Count);
        var made = new FraudDecision();
        for (var i = 0; i < usable.Count; i++)
        {
            again.Add(Decide(terms, usable[i], scores[i], made));
        }

        return new RerunReport(
            model.Manifest.Version,
            again.Count,
            decisions.Count - usable.Count,
            [.. again.GroupBy(static change => (change.Was, change.Becomes))
                .OrderBy(static pair => Rank(pair.Key.Was)).ThenBy(static pair => Rank(pair.Key.Becomes))
                .Select(PairOf)],
            [.. again.GroupBy(static change => change.Market, StringComparer.Ordinal).Select(MarketOf)
                .OrderByDescending(static market => market.Stricter + market.Milder).ThenBy(static market => market.Market, StringComparer.Ordinal)],
            [.. again.Where(static change => change.Was != change.Becomes).OrderByDescending(static change => change.AmountBase).Take(MaxExamples)]);
    }

    private float[] Score(List<ArchivedDecision> decisions)
    {
        var (rows, scores) = (new float[Chunk * FraudColumns.Width], new float[decisions.Count]);
        for (var start = 0; start < scores.Length; start += Chunk)
        {
            var count = Math.Min(Chunk, scores.Length - start);
            for (var i = 0; i < count; i++)
            {
                decisions[start + i].Features.CopyTo(rows.AsSpan(i * FraudColumns.Width));
            }

            model.Score(rows.AsSpan(0, count * FraudColumns.Width), count, scores.AsSpan(start, count));
        }

        return scores;
    }

    private static RerunChange Decide(DecisionTerms terms, ArchivedDecision decision, float score, FraudDecision made)
    {
        var payment = new PendingPayment(
            decision.PaymentId,
            default,
            CountryCode.Parse(decision.Market),
            new Money(decision.AmountMinor, CurrencyCode.Parse(decision.Currency)),
            decision.Features![Amount],
            decision.CrossBorder,
            decision.OccurredAt,
            decision.OccurredAt,
            SequenceNumber: 0,
            RateTable: string.Empty)
        {
            Keys = new PaymentKeys(
                default, default, default, Country(decision.IssuerCountry), Country(decision.ShippingCountry), LanguageOf(decision), default),
        };
        FraudDecider.Decide(terms, payment, decision.Features!, score, new DeclineWindow(), made);
        return new RerunChange(
            decision.PaymentId,
            decision.Market,
            decision.Outcome,
            EventNames.Of(made.Outcome),
            decision.ModelScore,
            score,
            decision.Features[Amount],
            decision.Truth);
    }

    private static CountryCode Country(string? code) => CountryCode.TryParse(code, out var country) ? country : default;

    private static LanguageTag LanguageOf(ArchivedDecision decision) => LanguageTag.TryParse(decision.Language, out var language) ? language : default;

    private static RerunPair PairOf(IGrouping<(string Was, string Becomes), RerunChange> changes) => new(
        changes.Key.Was,
        changes.Key.Becomes,
        changes.Count(),
        changes.Count(static change => change.Truth == PaymentTruth.Fraud),
        changes.Count(static change => change.Truth == PaymentTruth.Genuine),
        changes.Sum(static change => (double)change.AmountBase));

    private static RerunMarket MarketOf(IGrouping<string, RerunChange> changes) => new(
        changes.Key,
        changes.Count(),
        changes.Count(static change => Rank(change.Becomes) > Rank(change.Was)),
        changes.Count(static change => Rank(change.Becomes) < Rank(change.Was)));

    private static int Rank(string outcome) => Array.IndexOf(Strictness, outcome);
}
