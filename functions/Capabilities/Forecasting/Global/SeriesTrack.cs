namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A history with running sums, so that means over any window cost nothing.</summary>
internal sealed class SeriesTrack
{
    private readonly double[] _sums;
    private readonly double[] _moves;
    private readonly int[] _zeros;
    private readonly int[] _lastDemand;

    /// <summary>Sums a history up.</summary>
    /// <param name="series">The series, for what is known ahead.</param>
    /// <param name="values">Its history without gaps.</param>
    /// <param name="end">Position after the history in the series' own values.</param>
    public SeriesTrack(ForecastSeries series, double[] values, int end)
    {
        (Series, Values, Shift) = (series, values, end - values.Length);
        _sums = new double[values.Length + 1];
        _moves = new double[values.Length + 1];
        _zeros = new int[values.Length + 1];
        _lastDemand = new int[values.Length + 1];
        _lastDemand[0] = -1;
        for (var i = 0; i < values.Length; i++)
        {
            _sums[i + 1] = _sums[i] + values[i];
            _moves[i + 1] = _moves[i] + (i > 0 ? Math.Abs(values[i] - values[i - 1]) : 0);
            _zeros[i + 1] = _zeros[i] + (values[i] == 0 ? 1 : 0);
            _lastDemand[i + 1] = values[i] == 0 ? _lastDemand[i] : i;
        }
    }

    /// <summary>The series.</summary>
    public ForecastSeries Series { get; }

    /// <summary>The history.</summary>
    public double[] Values { get; }

    /// <summary>Position of the history's first value in the series' own values.</summary>
    public int Shift { get; }

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
    public double At(int index, int time) => index >= 0 && index <= time ? Values[index] : double.NaN;
}
