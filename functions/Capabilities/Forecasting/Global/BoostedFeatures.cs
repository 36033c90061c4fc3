namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Writes what a global model sees of a series at a time for a step ahead. Everything in units is divided by the series' own unit at that
/// time, so that one model serves series of any size.
/// </summary>
internal sealed class BoostedFeatures
{
    private const int LevelWindow = 6;
    private const int Lags = 8;
    private const int Neighbours = 2;
    private const int Shifts = 4;
    private const int GroupColumns = 3;
    private const double UnitShare = 0.1;
    private static readonly int[] Windows = [3, 13, 26, 52];
    private readonly ForecastPanel _panel;
    private readonly BoostedBase _base;
    private readonly int[] _seasons;
    private readonly bool _isRelative;
    private readonly double _leastUnit;
    private readonly IReadOnlyDictionary<double, GroupSeason>[] _groups;

    /// <summary>Lays the columns out.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="start">What the trees add to.</param>
    /// <param name="origin">Up to where the series may be read.</param>
    public BoostedFeatures(ForecastPanel panel, BoostedBase start, OriginForecasts origin)
    {
        (_panel, _base) = (panel, start);
        _seasons = [.. panel.Seasons.Take(2)];
        _isRelative = panel.Criterion is ForecastCriterion.Owa or ForecastCriterion.Smape;
        _leastUnit = _isRelative ? 1e-6 : LeastUnit(origin.Histories);
        _groups = _seasons.Length == 0 || !panel.IsAligned ? [] : GroupSeason.OfTraits(panel, origin);
        var series = panel.Series[0];
        // In the order of Write.
        Width = 9 + Lags + Windows.Length + (_seasons.Length * (6 + (2 * Neighbours))) + (Shifts * series.Known.Length) + series.Traits.Length
            + (_groups.Length * GroupColumns);
    }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Names of the columns; the columns of one thing have one name.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            string[] head = ["step", "size", "last value", "movement", "level", "zeros", "zeros", "since demand", "age"];
            var lags = Enumerable.Range(0, Lags).Select(static lag => $"lag {lag}");
            var windows = Windows.Select(static window => $"mean {window}");
            var seasons = _seasons.SelectMany(static season => Enumerable.Repeat($"season {season}", 5 + (2 * Neighbours)).Append($"position in {season}"));
            var known = _panel.Series[0].Known.SelectMany((_, i) => Enumerable.Repeat(i < _panel.Columns.Count ? _panel.Columns[i].Name : $"known {i}", Shifts));
            var traits = _panel.Series[0].Traits.Select((_, i) => i < _panel.TraitNames.Count ? _panel.TraitNames[i] : $"trait {i}");
            var groups = Enumerable.Repeat("season of the group", _groups.Length * GroupColumns);
            return [.. head, .. lags, .. windows, .. seasons, .. known, .. traits, .. groups];
        }
    }

    /// <summary>Least index of a time that a row can be written for.</summary>
    public int FirstTime => _base == BoostedBase.Season ? _seasons[^1] + 3 : Math.Min(LevelWindow, 4);

    /// <summary>Writes one row.</summary>
    /// <param name="track">The series.</param>
    /// <param name="time">Index of the last value that is known.</param>
    /// <param name="step">Steps ahead, from 1.</param>
    /// <param name="row">Destination, shape <c>[Width]</c>.</param>
    /// <param name="without">Values known ahead that are written as if nothing were special; null for none.</param>
    /// <returns>What the trees add to, and the unit of what they add; a unit of 0 means that there is no base.</returns>
    public (double Base, double Unit) Write(SeriesTrack track, int time, int step, Span<float> row, KnownPart? without = null)
    {
        var level = track.Mean(time, LevelWindow);
        var size = Math.Max(Math.Abs(track.Mean(time, 26)), Math.Abs(level));
        var unit = (0.5 * track.Movement(time, 26)) + (0.5 * track.Movement(time, time)) + (0.02 * size) + _leastUnit;
        var start = _base switch
        {
            BoostedBase.LastValue => track[time],
            BoostedBase.Level => level,
            BoostedBase.Recursive => _isRelative ? track[time] : level,
            BoostedBase.Season => track.At(Before(time, step, _seasons[^1]), time),
            _ => 0,
        };
        if (double.IsNaN(start))
        {
            return (0, 0);
        }

        row[0] = step;
        row[1] = (float)Math.Log(size + 1e-3);
        row[2] = (float)((start - level) / unit);
        row[3] = (float)(unit / (size + 1e-6));
        row[4] = (float)(level / unit);
        row[5] = (float)track.ZeroShare(time, 13);
        row[6] = (float)track.ZeroShare(time, time + 1);
        row[7] = track.SinceDemand(time);
        row[8] = MathF.Log(time + 1);
        var at = 9;
        for (var lag = 0; lag < Lags; lag++)
        {
            row[at++] = (float)((track.At(time - lag, time) - level) / unit);
        }

        foreach (var window in Windows)
        {
            row[at++] = window > time + 1 ? float.NaN : (float)((track.Mean(time, window) - level) / unit);
        }

        at = WriteSeasons(track, time, step, (level, unit), row, at);
        at = WriteKnown(track, time + step, row, at, without);
        WriteGroups(track, time, step, (level, unit), row, at);
        return (start, unit);
    }

    private int WriteSeasons(SeriesTrack track, int time, int step, (double Level, double Unit) norm, Span<float> row, int at)
    {
        foreach (var season in _seasons)
        {
            var before = Before(time, step, season);
            for (var j = -Neighbours; j <= Neighbours; j++)
            {
                row[at++] = (float)((track.At(before + j, time) - norm.Level) / norm.Unit);
            }

            var year = time - season;
            var then = year >= 0 ? track.Mean(year, LevelWindow) : double.NaN;
            row[at++] = (float)((norm.Level - then) / norm.Unit);
            row[at++] = (float)((track.At(before, time) - then) / norm.Unit);
            row[at++] = (float)((track.At(before - season, time) - norm.Level) / norm.Unit);
            row[at++] = (float)((track.At(before, time) - track.At(before - season, time)) / norm.Unit);
            row[at++] = _panel.IsAligned ? (track.Shift + time + step) % season : float.NaN;
        }

        return at;
    }

    private int WriteKnown(SeriesTrack track, int target, Span<float> row, int at, KnownPart? without)
    {
        var season = _seasons.Length == 0 ? 1 : _seasons[^1];
        ReadOnlySpan<int> shifts = [0, -1, 1, -season];
        for (var i = 0; i < track.Series.Known.Length; i++)
        {
            var known = track.Series.Known[i];
            var isLeftOut = without is { } part && i < _panel.Columns.Count && _panel.Columns[i].Part == part;
            foreach (var shift in shifts)
            {
                var position = track.Shift + target + shift;
                row[at++] = position < 0 || position >= known.Length ? float.NaN : (float)(isLeftOut ? _panel.Columns[i].Neutral : known[position]);
            }
        }

        foreach (var trait in track.Series.Traits)
        {
            row[at++] = (float)trait;
        }

        return at;
    }

    // How the sum of a group has grown since the season before, and what it did then from its level to the step's place.
    private void WriteGroups(SeriesTrack track, int time, int step, (double Level, double Unit) norm, Span<float> row, int at)
    {
        for (var g = 0; g < _groups.Length; g++)
        {
            var group = _groups[g][track.Series.Traits[g]];
            var (now, season) = (Math.Min(track.Shift + time, group.Last), _seasons[^1]);
            var then = group.Mean(now - season, LevelWindow);
            var grown = group.Mean(now, LevelWindow) / then;
            var moved = group.Mean(Math.Min(track.Shift + Before(time, step, season), group.Last), 1) / then;
            row[at++] = grown > 0 ? (float)Math.Log(grown) : float.NaN;
            row[at++] = moved > 0 ? (float)Math.Log(moved) : float.NaN;
            row[at++] = moved > 0 ? (float)(norm.Level * (moved - 1) / norm.Unit) : float.NaN;
        }
    }

    // A history of zeros has no unit of its own: its first sale would be a label of a million.
    private static double LeastUnit(IReadOnlyList<double[]> histories)
    {
        var sizes = histories.Where(static history => history.Length > 0).Select(static history => history.Average(Math.Abs))
            .Where(static size => size > 0).Order().ToList();
        return sizes.Count == 0 ? 1e-6 : (UnitShare * sizes[sizes.Count / 2]) + 1e-6;
    }

    // The latest value that is known and lies whole seasons before the step.
    private static int Before(int time, int step, int season) => time + step - (season * ((step + season - 1) / season));
}
