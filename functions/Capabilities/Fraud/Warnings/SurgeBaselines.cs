using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// What is usual, by dimension, and the test of a window against it. Devices, instruments and addresses are too many for a history of each: all of them
/// are compared with the markets' rate. Not thread-safe.
/// </summary>
public sealed class SurgeBaselines
{
    /// <summary>Lengths of the windows that are tested, in minutes.</summary>
    internal static readonly int[] Windows = [3, 10, 30];

    // A cluster may differ from others, but a device whose accounts are nearly all held is not one of the usual ones.
    private const double ClusterShape = 2;
    private const double MinutesOfDay = 1_440;

    private readonly WarningOptions _options;
    private readonly double _decay;
    private readonly List<(WatchKey Key, int Attempts, int Hits, double Mean, double P)> _tested = [];

    /// <summary>Makes baselines of nothing.</summary>
    /// <param name="options">Settings.</param>
    public SurgeBaselines(WarningOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _decay = Math.Pow(0.5, 1 / options.BaselineHalfLife.TotalMinutes);
        Dimensions = Enum.GetValues<WatchDimension>().Where(static one => !IsCluster(one)).ToDictionary(static one => one, static _ => new DimensionBaseline());
    }

    /// <summary>Dimensions with a history of each group.</summary>
    public IReadOnlyDictionary<WatchDimension, DimensionBaseline> Dimensions { get; }

    /// <summary>Probability of a false alarm that each dimension and window may spend in a minute.</summary>
    public double AlphaOfFamily => _options.FalseAlarmsPerDay / MinutesOfDay / (Enum.GetValues<WatchDimension>().Length * Windows.Length);

    /// <summary>Whether groups of a dimension are clusters without a history.</summary>
    /// <param name="dimension">The dimension.</param>
    public static bool IsCluster(WatchDimension dimension) =>
        dimension is WatchDimension.Device or WatchDimension.Instrument or WatchDimension.Address;

    /// <summary>Learns a minute.</summary>
    /// <param name="cells">The minute's cells.</param>
    /// <param name="isExcepted">Says of groups whether they are under warning: what is odd is not to become usual.</param>
    public void Learn(IReadOnlyDictionary<WatchKey, WatchCell> cells, Func<WatchKey, bool> isExcepted)
    {
        foreach (var (dimension, baseline) in Dimensions)
        {
            baseline.Pass(_decay, cells.Where(cell => cell.Key.Dimension == dimension && !isExcepted(cell.Key)));
        }
    }

    /// <summary>Compares the counts of a window with what was expected, to learn how much counts vary.</summary>
    /// <param name="window">Cells of a window, not overlapping the one before.</param>
    /// <param name="isExcepted">As above.</param>
    public void Calibrate(IReadOnlyDictionary<WatchKey, WatchCell> window, Func<WatchKey, bool> isExcepted)
    {
        ArgumentNullException.ThrowIfNull(window);
        foreach (var (key, cell) in window)
        {
            if (!Dimensions.TryGetValue(key.Dimension, out var baseline) || isExcepted(key))
            {
                continue;
            }

            var (mean, shape) = baseline.Expect(key.Value, cell.Attempts);
            baseline.SquaredDeviations += (cell.Hits - mean) * (cell.Hits - mean);
            baseline.Variances += mean + (mean * mean / shape);
        }
    }

    /// <summary>Tests every group of a window.</summary>
    /// <param name="window">The window's cells.</param>
    /// <param name="minutes">Its length.</param>
    /// <param name="findings">Receives the groups that cannot be chance.</param>
    public void Test(IReadOnlyDictionary<WatchKey, WatchCell> window, int minutes, ICollection<SurgeFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(window);
        foreach (var dimension in Enum.GetValues<WatchDimension>())
        {
            _tested.Clear();
            var groups = 0;
            foreach (var (key, cell) in window)
            {
                if (key.Dimension == (IsCluster(dimension) ? WatchDimension.Market : dimension))
                {
                    // Clusters without a hit are not written down: no more of them than there were attempts.
                    groups += IsCluster(dimension) ? cell.Attempts : 1;
                }

                if (key.Dimension == dimension && cell.Hits >= _options.MinHits)
                {
                    Add(key, cell);
                }
            }

            Report(groups, minutes, findings);
        }
    }

    private void Add(WatchKey key, in WatchCell cell)
    {
        var markets = Dimensions[WatchDimension.Market];
        var (mean, shape) = IsCluster(key.Dimension)
            ? (Math.Max(cell.Attempts, cell.Hits) * markets.Rate, ClusterShape)
            : Dimensions[key.Dimension].Expect(key.Value, Math.Max(cell.Attempts, cell.Hits));
        if (mean > 0 && cell.Hits >= _options.MinRatio * mean)
        {
            var inflation = IsCluster(key.Dimension) ? 1 : Dimensions[key.Dimension].Inflation;
            _tested.Add((key, cell.Attempts, cell.Hits, mean, SurgeTail.Probability(cell.Hits, mean, shape, inflation)));
        }
    }

    /// <summary>Benjamini and Hochberg (1995), "Controlling the false discovery rate", JRSS B 57(1): the groups not tested have a p-value of 1.</summary>
    private void Report(int groups, int minutes, ICollection<SurgeFinding> findings)
    {
        _tested.Sort(static (left, right) => left.P.CompareTo(right.P));
        var rejected = 0;
        for (var rank = 1; rank <= _tested.Count; rank++)
        {
            rejected = _tested[rank - 1].P <= AlphaOfFamily * rank / Math.Max(groups, _tested.Count) ? rank : rejected;
        }

        for (var index = 0; index < rejected; index++)
        {
            var (key, attempts, hits, mean, p) = _tested[index];
            findings.Add(new SurgeFinding(key, minutes, attempts, hits, mean, p));
        }
    }
}
