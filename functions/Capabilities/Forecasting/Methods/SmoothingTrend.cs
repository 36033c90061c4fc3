namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Trend of an exponential smoothing method.</summary>
internal enum SmoothingTrend
{
    /// <summary>Level only.</summary>
    None,

    /// <summary>Holt's linear trend.</summary>
    Linear,

    /// <summary>A trend that dies away.</summary>
    Damped,
}
