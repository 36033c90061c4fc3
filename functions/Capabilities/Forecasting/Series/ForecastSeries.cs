namespace XbFunctions.Capabilities.Forecasting;

/// <summary>One series to forecast. Holds the caller's arrays; they must not change while it is in use.</summary>
/// <param name="Id">Name, unique in its panel.</param>
/// <param name="Values">History, oldest first; NaN is missing (not on sale yet, out of stock).</param>
public sealed record ForecastSeries(string Id, double[] Values)
{
    /// <summary>Values known ahead (price, promotion, holiday), shape <c>[covariates][history + horizon]</c>; NaN is unknown.</summary>
    public double[][] Known { get; init; } = [];

    /// <summary>Numbers that describe the series and do not change (category, market, shop, size), the same ones across the panel.</summary>
    public double[] Traits { get; init; } = [];

    /// <summary>Weights of the values in the criterion, shape <c>[history + horizon]</c>; empty where all weigh 1.</summary>
    public double[] Weights { get; init; } = [];

    /// <summary>Number of values, missing ones included.</summary>
    public int Length => Values.Length;
}
