namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Method for demand that comes seldom.</summary>
internal enum IntermittentKind
{
    /// <summary>Croston, Operational Research Quarterly 23 (1972) 289-303.</summary>
    Croston,

    /// <summary>Croston without its bias: Syntetos and Boylan, Int. J. Forecasting 21 (2005) 303-314.</summary>
    Sba,

    /// <summary>Smoothed probability of demand: Teunter, Syntetos and Babai, European J. Operational Research 214 (2011) 606-615.</summary>
    Tsb,
}
