namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Kind of demand by how often it comes and how much it varies.</summary>
public enum DemandClass
{
    /// <summary>Comes often, varies little.</summary>
    Smooth,

    /// <summary>Comes seldom, varies little.</summary>
    Intermittent,

    /// <summary>Comes often, varies much.</summary>
    Erratic,

    /// <summary>Comes seldom, varies much.</summary>
    Lumpy,
}
