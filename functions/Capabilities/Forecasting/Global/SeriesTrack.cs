namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A history with running sums, so that means over any window cost nothing, to which values can be appended. Not thread-safe.</summary>
internal sealed class SeriesTrack
{
    private readonly double[] _history;
    private readonly double[] _tail;
    private readonly double[] _sums;
    private readonly double[] _moves;
    private readonly int[] _zeros;
    private readonly int[] _lastDemand;

    /// <summary>Sums a history up.</summary>
    /// <param name="series">The series, for what is known ahead.</param>
    /// <param name="values">Its history without gaps; must not change.</param>
    /// <param name="end">Position after the history in the series' own values.</param>
    /// <param name="room">Values that can be appended.</param>
    public SeriesTrack(ForecastSeries series, double[] values, int end, int room)
    {
        (Series, Shift) = (series, end - values.Length);
        (_history, _tail) = (values, new double[room]);
        var length = values.Length + room + 1;
        (_sums, _moves, _zeros, _lastDemand) = (new double[length], new double[length], new int[length], new int[length]);
        _lastDemand[0] = -1;
        foreach (var value in values)
        {
            Add(value);
        }
    }

    /// <summary>The series.</summary>
    public ForecastSeries Series { get; }

    /// <summary>Number of values.</summary>
    public int Count { get; private set; }

    /// <summary>Position of the history's first value in the series' own values.</summary>
    public int Shift { get; }

    /// <summary>A value, from 0 to below <see cref="Count"/>.</summary>
    public double this[int index] => index < _history.Length ? _history[index] : _tail[index - _history.Length];

    /// <summary>Adds a value to the end.</summary>
    public void Append(double value)
    {
        _tail[Count - _history.Length] = value;
        Add(value);
    }

    /// <summary>Forgets what was appended.</summary>
    public void Rewind() => Count = _history.Length;

    /// <summary>Sum of the values up to a time.</summary>
    /// <param name="time">Last index.</param>
    public double Sum(int time) => _sums[time + 1];

    /// <summary>Mean of the values up to a time.</summary>
    /// <param name="time">Last index.</param>
    /// <param name="window">Number of values; fewer where the history begins later.</param>
    public double Mean(int time, int window)
    {
        var from = Math.Max(0, time + 1 - window);
        return (_sums[time + 1] - _sums[from]) / (time + 1 - from);
    }

    /// <summary>Mean absolute difference of neighbours up to a time.</summary>
    /// <param name="time">Last index.</param>
    /// <param name="window">Number of differences.</param>
    public double Movement(int time, int window)
    {
        var from = Math.Max(0, time - window);
        return time == 0 ? 0 : (_moves[time + 1] - _moves[from + 1]) / (time - from);
    }

    /// <summary>Share of zeros up to a time.</summary>
    /// <param name="time">Last index.</param>
    /// <param name="window">Number of values.</param>
    public double ZeroShare(int time, int window)
    {
        var from = Math.Max(0, time + 1 - window);
        return (double)(_zeros[time + 1] - _zeros[from]) / (time + 1 - from);
    }

    /// <summary>Steps since the last value that was not 0.</summary>
    /// <param name="time">Index counted from.</param>
    public int SinceDemand(int time) => time - _lastDemand[time + 1];

    /// <summary>The value at an index up to a time, else NaN.</summary>
    public double At(int index, int time) => index >= 0 && index <= time ? this[index] : double.NaN;

    private void Add(double value)
    {
        var i = Count++;
        _sums[i + 1] = _sums[i] + value;
        _moves[i + 1] = _moves[i] + (i > 0 ? Math.Abs(value - this[i - 1]) : 0);
        _zeros[i + 1] = _zeros[i] + (value == 0 ? 1 : 0);
        _lastDemand[i + 1] = value == 0 ? _lastDemand[i] : i;
    }
}
