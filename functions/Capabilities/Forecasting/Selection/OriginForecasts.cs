namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What every candidate forecasts from one origin, and what came. Cells are <c>[series, step]</c>, row-major.</summary>
internal sealed class OriginForecasts
{
    /// <summary>Makes room for one origin.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="offset">Steps between the origin and the end of the histories; 0 for the future.</param>
    public OriginForecasts(ForecastPanel panel, int offset)
    {
        var cells = panel.Series.Count * panel.Horizon;
        (Offset, Actual, Weight) = (offset, new double[cells], new double[cells]);
        (Scale, Histories) = (new double[panel.Series.Count], new double[panel.Series.Count][]);
        IsJudged = Judged(panel, offset);
        var season = panel.Seasons.Count == 0 ? 1 : panel.Seasons[^1];
        var least = BacktestPlan.LeastHistory(panel);
        for (var i = 0; i < panel.Series.Count; i++)
        {
            var series = panel.Series[i];
            var end = series.Length - offset;
            Histories[i] = end > 0 ? SeriesCleaner.Clean(series.Values.AsSpan(0, end), season) : [];
            Scale[i] = ForecastMetrics.NaiveScale(Histories[i], panel.ScaleLag);
            for (var h = 0; h < panel.Horizon; h++)
            {
                var (cell, at) = ((i * panel.Horizon) + h, end + h);
                Actual[cell] = at >= 0 && at < series.Length && IsJudged[i] && Histories[i].Length >= least ? series.Values[at] : double.NaN;
                Weight[cell] = at >= 0 && at < series.Weights.Length ? series.Weights[at] : 1;
            }
        }

        Short = ShortSpread.Of(panel, Histories);
    }

    private OriginForecasts(OriginForecasts origin, double[] actual)
    {
        (Offset, Histories, Candidates, Actual) = (origin.Offset, origin.Histories, origin.Candidates, actual);
        (Weight, Scale, Width, Short, IsJudged) = (origin.Weight, origin.Scale, origin.Width, origin.Short, origin.IsJudged);
    }

    /// <summary>Steps between the origin and the end of the histories.</summary>
    public int Offset { get; }

    /// <summary>Whether each series is forecast and judged; see <see cref="ForecastPanel.Judged"/>.</summary>
    public bool[] IsJudged { get; }

    /// <summary>Histories up to the origin without gaps; empty where there is none.</summary>
    public double[][] Histories { get; }

    /// <summary>Forecasts of the candidates, shape <c>[candidates][cells]</c>; NaN in a cell means that a candidate has none.</summary>
    public List<double[]> Candidates { get; private init; } = [];

    /// <summary>What values known ahead add to candidates, by candidate; of the future only, and only of trees.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, KnownEffects> Effects { get; } = new();

    /// <summary>The histories with running sums, while trees work; of one origin one thread at a time may use them.</summary>
    public SeriesTrack?[]? Tracks { get; set; }

    /// <summary>Distance between the 0.1 and the 0.9 quantile of each cell; null where no trees have learnt it.</summary>
    public double[]? Width { get; set; }

    /// <summary>What came; NaN where it is missing or the history is too short to count.</summary>
    public double[] Actual { get; }

    /// <summary>Weight of each cell.</summary>
    public double[] Weight { get; }

    /// <summary>MASE's scale of each series at the origin.</summary>
    public double[] Scale { get; }

    /// <summary>Spread of each series where histories are too short to judge the whole horizon; else null.</summary>
    public ShortSpread[]? Short { get; }

    /// <summary>The same without what came after a later origin: NaN stands there.</summary>
    /// <param name="offset">Steps between the later origin and the end of the histories.</param>
    /// <param name="horizon">Steps ahead.</param>
    public OriginForecasts KnownAt(int offset, int horizon) =>
        new(this, [.. Actual.Select((value, cell) => cell % horizon < Offset - offset ? value : double.NaN)]);

    private static bool[] Judged(ForecastPanel panel, int offset)
    {
        var judged = new bool[panel.Series.Count];
        if (panel.Judged is not { } most)
        {
            Array.Fill(judged, true);
            return judged;
        }

        var sums = panel.Series.Select(series => series.Values.Take(series.Length - offset).Where(static value => !double.IsNaN(value)).Sum()).ToArray();
        foreach (var (_, i) in sums.Select(static (sum, i) => (sum, i)).OrderByDescending(static pair => pair.sum).Take(most))
        {
            judged[i] = true;
        }

        return judged;
    }
}
