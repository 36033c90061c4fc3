using XbFunctions.Training;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Compares how often payments of a market, a language or across a border are held up with how often all are. A group is alarmed when the
/// whole bootstrap interval of its ratio lies outside the band: small groups do not alarm by chance.
/// </summary>
/// <param name="options">Band, confidence and smallest group.</param>
public sealed class FraudFairness(FraudLearningOptions options)
{
    /// <summary>Measure of the genuine.</summary>
    public const string FalsePositiveRate = "falsePositiveRate";

    /// <summary>Measure of all.</summary>
    public const string ReviewRate = "reviewRate";

    private const string CrossBorder = "crossBorder";
    private const string Yes = "yes";

    /// <summary>Measures the decisions as they were made.</summary>
    /// <param name="decisions">The decisions; the false-positive rate is of those known to be genuine.</param>
    public FairnessReport Measure(IReadOnlyList<ArchivedDecision> decisions) =>
        Measure(decisions, [.. decisions.Select(static decision => decision.IsFlagged)]);

    /// <summary>Measures decisions as a model would make them.</summary>
    /// <param name="decisions">The payments.</param>
    /// <param name="flagged">For each, whether it would be held up.</param>
    public FairnessReport Measure(IReadOnlyList<ArchivedDecision> decisions, IReadOnlyList<bool> flagged)
    {
        var (genuine, all) = (new GroupCounts(), new GroupCounts());
        for (var i = 0; i < decisions.Count; i++)
        {
            var decision = decisions[i];
            Count(all, decision, flagged[i]);
            if (decision.Truth == PaymentTruth.Genuine)
            {
                Count(genuine, decision, flagged[i]);
            }
        }

        List<FairnessEntry> entries = [.. Entries(genuine, FalsePositiveRate), .. Entries(all, ReviewRate)];
        return new FairnessReport(
            genuine.Rows,
            all.Rows,
            genuine.Rate,
            all.Rate,
            options.FairnessLow,
            options.FairnessHigh,
            [.. entries.OrderBy(static entry => entry.Dimension, StringComparer.Ordinal)
                .ThenBy(static entry => entry.Group, StringComparer.Ordinal)
                .ThenBy(static entry => entry.Measure, StringComparer.Ordinal)],
            entries.Find(static entry => entry is { Dimension: CrossBorder, Group: Yes, Measure: FalsePositiveRate }));
    }

    private static void Count(GroupCounts counts, ArchivedDecision decision, bool flagged)
    {
        counts.Add("market", decision.Market, flagged);
        counts.Add("language", LanguageOf(decision.Language), flagged);
        counts.Add(CrossBorder, decision.CrossBorder ? Yes : "no", flagged);
        counts.AddToWhole(flagged);
    }

    // "de-AT" counts as "de": a region of its own has too few payments.
    private static string LanguageOf(string? tag) => tag is null ? "unknown" : tag.Split('-')[0];

    private IEnumerable<FairnessEntry> Entries(GroupCounts counts, string measure)
    {
        foreach (var ((dimension, group), (rows, hits)) in counts.Groups)
        {
            if (rows < options.FairnessRows)
            {
                continue;
            }

            var (rate, ratio) = RateBootstrap.Of(hits, rows, counts.Hits, counts.Rows, options.Confidence);
            var alarm = ratio.Low > options.FairnessHigh || ratio.High < options.FairnessLow;
            yield return new FairnessEntry(dimension, group, measure, rows, rate, ratio, alarm);
        }
    }

    private sealed class GroupCounts
    {
        private readonly Dictionary<(string Dimension, string Group), (int Rows, int Hits)> _groups = [];

        public IEnumerable<KeyValuePair<(string Dimension, string Group), (int Rows, int Hits)>> Groups => _groups;

        public int Rows { get; private set; }

        public int Hits { get; private set; }

        public double Rate => (double)Hits / Rows;

        public void Add(string dimension, string group, bool hit)
        {
            var (rows, hits) = _groups.GetValueOrDefault((dimension, group));
            _groups[(dimension, group)] = (rows + 1, hits + (hit ? 1 : 0));
        }

        public void AddToWhole(bool hit) => (Rows, Hits) = (Rows + 1, Hits + (hit ? 1 : 0));
    }
}
