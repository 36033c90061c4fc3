using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>One panel to forecast from one origin, with what came afterwards where it is known.</summary>
/// <param name="Name">Group or origin, for tables.</param>
/// <param name="Panel">Histories up to the origin.</param>
internal sealed record ForecastCase(string Name, ForecastPanel Panel)
{
    /// <summary>What came, shape <c>[series][horizon]</c>, NaN where there is no value; null where nothing is known.</summary>
    public double[][]? Truth { get; init; }

    /// <summary>Whether its forecasts go into the predictions file.</summary>
    public bool IsPredicted { get; init; } = true;

    /// <summary>Weight of a cell in the metrics.</summary>
    /// <param name="series">Index of the series.</param>
    /// <param name="step">Step ahead, from 0.</param>
    public double WeightOf(int series, int step)
    {
        var one = Panel.Series[series];
        return one.Weights.Length == 0 ? 1 : one.Weights[one.Length + step];
    }
}
