namespace XbFunctions.Xb.Evaluate;

/// <summary>The payments that one fold is tested on, day after day.</summary>
internal sealed class FraudTestSet
{
    private readonly List<(FraudDay Day, int Row)> _rows = [];

    private FraudTestSet(FraudProtocol fold) => Fold = fold;

    /// <summary>The fold.</summary>
    public FraudProtocol Fold { get; }

    /// <summary>The rows: their day and index in it.</summary>
    public IReadOnlyList<(FraudDay Day, int Row)> Rows => _rows;

    /// <summary>Whether every label is known, so that the fold can be measured here.</summary>
    public bool IsLabelled => _rows.TrueForAll(static row => row.Day.Labels[row.Row] is not null);

    /// <summary>Labels, 1 for fraud; a withheld one counts as 0.</summary>
    public float[] Labels => [.. _rows.Select(static row => row.Day.Labels[row.Row] == true ? 1f : 0f)];

    /// <summary>Takes the test days without the customers that are known by then to have been defrauded.</summary>
    /// <param name="days">The days read.</param>
    /// <param name="fold">The fold.</param>
    public static FraudTestSet Of(FraudDays days, FraudProtocol fold)
    {
        var set = new FraudTestSet(fold);
        foreach (var day in days.All.Where(day => fold.Tests(day.Day)))
        {
            var known = days.Frauds.Where(fraud => fold.IsKnown(fraud.Day, day.Day)).SelectMany(static fraud => fraud.Customers).ToHashSet();
            set._rows.AddRange(Enumerable.Range(0, day.Count).Where(row => !known.Contains(day.Customers[row])).Select(row => (day, row)));
        }

        return set;
    }

    /// <summary>
    /// Card precision: of the customers with the highest scores of a day, the share that was defrauded that day, as the mean over the days.
    /// A customer found on one day is blocked and no longer counted on later ones.
    /// </summary>
    /// <param name="scores">One for each row.</param>
    /// <param name="top">Customers looked at a day.</param>
    public double CardPrecision(IReadOnlyList<float> scores, int top)
    {
        HashSet<string> found = [];
        List<double> precisions = [];
        foreach (var day in _rows.Select((row, at) => (row.Day, row.Row, Score: scores[at])).GroupBy(static row => row.Day))
        {
            var hits = day
                .GroupBy(row => row.Day.Customers[row.Row])
                .Where(customer => !found.Contains(customer.Key))
                .OrderByDescending(static customer => customer.Max(static row => row.Score))
                .Take(top)
                .Where(static customer => customer.Any(static row => row.Day.Labels[row.Row] == true))
                .Select(static customer => customer.Key)
                .ToList();
            precisions.Add((double)hits.Count / top);
            found.UnionWith(hits);
        }

        return precisions.Count == 0 ? double.NaN : precisions.Average();
    }
}
