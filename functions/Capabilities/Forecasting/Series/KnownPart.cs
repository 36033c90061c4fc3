namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What a value known ahead belongs to, when a forecast is taken apart.</summary>
public enum KnownPart
{
    /// <summary>Neither of the others.</summary>
    Other,

    /// <summary>Holidays, feasts, sales days, paydays, school terms.</summary>
    Calendar,

    /// <summary>Price and promotion.</summary>
    Price,
}
