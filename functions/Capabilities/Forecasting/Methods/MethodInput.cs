namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A history as the methods read it, with what several of them need, made once. Not thread-safe.</summary>
internal sealed class MethodInput
{
    // Level and trend forget sooner than this; more values would only cost time.
    private const int MaxSmoothed = 500;
    private double[]? _recent;
    private SmoothingFit? _damped;
    private SmoothingFit? _simple;

    /// <summary>Takes a clean history.</summary>
    /// <param name="values">Without gaps, at least one value.</param>
    /// <param name="seasons">Season lengths to look for, shortest first.</param>
    public MethodInput(double[] values, IReadOnlyList<int> seasons)
    {
        Values = values;
        Seasons = [.. seasons.Where(season => values.Length >= season + 2)];
        IsPositive = values.AsSpan().IndexOfAnyInRange(double.NegativeInfinity, 0) < 0;
        Seasonality = Seasonality.Remove(values, [.. seasons.Where(season => Seasonality.Test(values, season))]);
    }

    /// <summary>The history.</summary>
    public double[] Values { get; }

    /// <summary>Seasons of which the history holds at least one whole, shortest first.</summary>
    public IReadOnlyList<int> Seasons { get; }

    /// <summary>The longest of <see cref="Seasons"/>; 1 where there is none.</summary>
    public int LongestSeason => Seasons.Count == 0 ? 1 : Seasons[^1];

    /// <summary>Whether every value is above 0, so that logarithms exist.</summary>
    public bool IsPositive { get; }

    /// <summary>The seasons that passed the test.</summary>
    public Seasonality Seasonality { get; }

    /// <summary>The last values without their seasons: what smoothing methods are fitted to.</summary>
    public double[] Recent => _recent ??= Tail(Seasonality.Adjusted);

    /// <summary>Simple exponential smoothing of <see cref="Recent"/>.</summary>
    public SmoothingFit Simple => _simple ??= ExponentialSmoothing.Fit(Recent, SmoothingTrend.None);

    /// <summary>Damped trend smoothing of <see cref="Recent"/>.</summary>
    public SmoothingFit Damped => _damped ??= ExponentialSmoothing.Fit(Recent, SmoothingTrend.Damped);

    /// <summary>The last values of a series, not more than smoothing can use.</summary>
    public static double[] Tail(double[] values) => values.Length > MaxSmoothed ? values[^MaxSmoothed..] : values;
}
