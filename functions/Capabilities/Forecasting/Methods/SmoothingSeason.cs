namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Season of an exponential smoothing method.</summary>
internal enum SmoothingSeason
{
    /// <summary>None, or one that was taken out before and does not change.</summary>
    Fixed,

    /// <summary>Holt-Winters: the season adds.</summary>
    Additive,

    /// <summary>Holt-Winters of logarithms: the season multiplies.</summary>
    Multiplicative,
}
