namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// What is usual in one dimension: the history of each of its groups, how much groups differ, and how much counts of one group vary more
/// than chance would have it. Not thread-safe.
/// </summary>
public sealed class DimensionBaseline
{
    private const int MostGroups = 20_000;
    private const double Forgotten = 0.01;
    private const double LeastShape = 0.3;
    private const double GreatestShape = 200;
    private const double RateFloor = 1e-4;
    private const double PriorAttempts = 50;

    /// <summary>Groups by value.</summary>
    public Dictionary<UInt128, GroupHistory> Groups { get; } = [];

    /// <summary>Decayed sum of squared deviations of counts of a window from what was expected.</summary>
    public double SquaredDeviations { get; set; }

    /// <summary>Decayed sum of the variances that chance gives those counts.</summary>
    public double Variances { get; set; }

    /// <summary>All groups together.</summary>
    public GroupHistory Whole { get; private set; }

    /// <summary>Shape of the distribution of rates among groups.</summary>
    public double Shape { get; private set; } = 1;

    /// <summary>Mean rate among groups, in (0, 1].</summary>
    public double Rate { get; private set; } = RateFloor;

    /// <summary>Variance of counts over what chance gives them; at least 1.</summary>
    public double Inflation => Math.Max(1, (SquaredDeviations + PriorAttempts) / (Variances + PriorAttempts));

    /// <summary>Lets a minute pass.</summary>
    /// <param name="decay">What is left of the sums after it, in (0, 1).</param>
    /// <param name="cells">The minute's cells of this dimension, without those of groups under warning.</param>
    public void Pass(double decay, IEnumerable<KeyValuePair<WatchKey, WatchCell>> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        List<UInt128>? gone = null;
        foreach (var (value, history) in Groups)
        {
            var left = history.Then(decay, default);
            Groups[value] = left;
            if (left.Attempts < Forgotten)
            {
                (gone ??= []).Add(value);
            }
        }

        gone?.ForEach(value => Groups.Remove(value));
        foreach (var (key, cell) in cells)
        {
            if (Groups.TryGetValue(key.Value, out var history) || Groups.Count < MostGroups)
            {
                Groups[key.Value] = history.Then(1, cell);
            }
        }

        SquaredDeviations *= decay;
        Variances *= decay;
        Estimate();
    }

    /// <summary>What is expected of a group.</summary>
    /// <param name="value">The group.</param>
    /// <param name="attempts">Its attempts.</param>
    /// <returns>The expected hits, and the shape of the gamma distribution of the group's rate after its own history.</returns>
    public (double Mean, double Shape) Expect(UInt128 value, int attempts)
    {
        var history = Groups.GetValueOrDefault(value);
        var shape = Shape + (history.Hits / Inflation);
        return (attempts * shape / ((Shape / Rate) + (history.Attempts / Inflation)), shape);
    }

    /// <summary>Estimates mean and shape of the groups' rates by moments, taking chance out of the variance between them.</summary>
    internal void Estimate()
    {
        Whole = default;
        foreach (var (_, history) in Groups)
        {
            Whole = new GroupHistory(Whole.Attempts + history.Attempts, Whole.Hits + history.Hits);
        }

        if (Whole.Attempts <= 0)
        {
            return;
        }

        Rate = Math.Max(RateFloor, Whole.Hits / Whole.Attempts);
        var between = 0.0;
        foreach (var (_, history) in Groups)
        {
            if (history.Attempts > 0)
            {
                var difference = (history.Hits / history.Attempts) - Rate;
                between += history.Attempts * difference * difference;
            }
        }

        var variance = (between / Whole.Attempts) - (Inflation * Rate * Groups.Count / Whole.Attempts);
        Shape = variance <= 0 ? GreatestShape : Math.Clamp(Rate * Rate / variance, LeastShape, GreatestShape);
    }
}
