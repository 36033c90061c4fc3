namespace XbFunctions.Capabilities.Forecasting;

/// <summary>How finely the weights of a combination are told apart.</summary>
internal enum CombinationKind
{
    /// <summary>One set of weights.</summary>
    Pooled,

    /// <summary>A set for each class of demand.</summary>
    ByClass,

    /// <summary>A set for each third of the horizon.</summary>
    ByHorizon,

    /// <summary>The pooled set, moved for each series towards what was good for it.</summary>
    BySeries,

    /// <summary>As <see cref="BySeries"/>, moved further.</summary>
    BySeriesStrongly,

    /// <summary>The set of each third of the horizon, moved for each series towards what was good for it.</summary>
    BySeriesAndHorizon,
}
