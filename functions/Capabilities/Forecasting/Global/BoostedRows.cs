namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Training rows of a global model, drawn evenly over series, times and steps.</summary>
internal sealed class BoostedRows
{
    /// <summary>Most rows, unless fewer are asked for.</summary>
    public const int MostRows = 100_000;

    private const int StepsPerTime = 4;

    // Times as many series as are judged: near ones have the same to teach.
    private const int LearntShare = 2;
    private readonly List<float> _labels = [];
    private readonly List<float> _weights = [];
    private readonly int _horizon;
    private float[] _rows;

    private BoostedRows(int width, int horizon) => (Width, _horizon, _rows) = (width, horizon, new float[width * 1024]);

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _labels.Count;

    /// <summary>Row-major values, shape <c>[Count, Width]</c>.</summary>
    public ReadOnlySpan<float> Rows => _rows.AsSpan(0, Count * Width);

    /// <summary>What to answer, in units of each row.</summary>
    public float[] Labels => [.. _labels];

    /// <summary>How much each row counts under the criterion.</summary>
    public float[] Weights => [.. _weights];

    /// <summary>Draws rows from histories.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="tracks">Histories up to the cut; nothing later is read.</param>
    /// <param name="features">Writes the columns.</param>
    /// <param name="horizon">Steps ahead that are learnt: the panel's, or 1.</param>
    /// <param name="most">Most rows.</param>
    public static BoostedRows Draw(
        ForecastPanel panel, IReadOnlyList<SeriesTrack?> tracks, BoostedFeatures features, int horizon, int most = MostRows)
    {
        var rows = new BoostedRows(features.Width, horizon);
        var floors = panel.Judged is { } judged ? Floors(panel, tracks, LearntShare * judged) : [];
        var learnt = Math.Min(panel.Series.Count, LearntShare * panel.Judged ?? panel.Series.Count);
        var times = Math.Max(1, most / learnt / Math.Min(StepsPerTime, horizon));
        for (var i = 0; i < tracks.Count; i++)
        {
            if (tracks[i] is { } track)
            {
                rows.Draw(panel, track, features, times, i, floors);
            }
        }

        return rows;
    }

    // The least sum that a series must have had at each position, to have been among the largest then.
    private static double[] Floors(ForecastPanel panel, IReadOnlyList<SeriesTrack?> tracks, int most)
    {
        var floors = new double[panel.Series.Max(static series => series.Length)];
        Parallel.For(0, floors.Length, position =>
        {
            var sums = tracks.OfType<SeriesTrack>()
                .Where(track => position >= track.Shift && position < track.Shift + track.Count)
                .Select(track => track.Sum(position - track.Shift)).OrderDescending().ToList();
            floors[position] = sums.Count > most ? sums[most - 1] : double.NegativeInfinity;
        });
        return floors;
    }

    private void Draw(ForecastPanel panel, SeriesTrack track, BoostedFeatures features, int times, int series, double[] floors)
    {
        var last = track.Count - 2;
        var possible = last - features.FirstTime + 1;
        if (possible <= 0)
        {
            return;
        }

        var stride = Math.Max(1, (double)possible / times);
        for (var at = 0.0; at < possible; at += stride)
        {
            var time = last - (int)at;
            if (floors.Length > 0 && track.Sum(time) < floors[track.Shift + time])
            {
                continue;
            }

            var steps = Math.Min(_horizon, track.Count - 1 - time);
            var first = Mix(series, time) % (uint)_horizon;
            for (var s = 0; s < Math.Min(StepsPerTime, _horizon); s++)
            {
                // Evenly spread over the horizon, starting anywhere.
                var step = 1 + (int)((first + (uint)(s * _horizon / Math.Min(StepsPerTime, _horizon))) % (uint)_horizon);
                if (step <= steps)
                {
                    Add(panel, track, features, time, step);
                }
            }
        }
    }

    private void Add(ForecastPanel panel, SeriesTrack track, BoostedFeatures features, int time, int step)
    {
        if (_rows.Length < (Count + 1) * Width)
        {
            Array.Resize(ref _rows, _rows.Length * 2);
        }

        var (start, unit) = features.Write(track, time, step, _rows.AsSpan(Count * Width, Width));
        if (unit == 0)
        {
            return;
        }

        var weights = track.Series.Weights;
        var own = weights.Length == 0 ? 1 : weights[track.Shift + time + step];
        _labels.Add((float)((track[time + step] - start) / unit));
        _weights.Add((float)Math.Max(1e-6, own * Importance(panel, track, time, unit)));
    }

    // A label's unit is the series' own; the criterion's unit is not.
    private static double Importance(ForecastPanel panel, SeriesTrack track, int time, double unit) => panel.Criterion switch
    {
        ForecastCriterion.AbsoluteError => unit,
        ForecastCriterion.SquaredError => unit * unit,
        ForecastCriterion.Smape => unit / (Math.Abs(track.Mean(time, 26)) + unit),
        _ => 0.3 + (unit / (track.Movement(time, time) + (0.1 * unit)) / 4) + (3 * unit / (Math.Abs(track.Mean(time, 26)) + unit)),
    };

    private static uint Mix(int series, int time)
    {
        var mixed = unchecked(((uint)series * 2654435761u) ^ ((uint)time * 2246822519u));
        return (mixed ^ (mixed >> 15)) * 2654435761u >> 8;
    }
}
