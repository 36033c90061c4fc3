namespace XbFunctions.Training;

/// <summary>What regression trees minimise.</summary>
public enum RegressionObjective
{
    /// <summary>Squared error: the trees answer the mean.</summary>
    SquaredError,

    /// <summary>Absolute error: the trees answer the median.</summary>
    AbsoluteError,

    /// <summary>Pinball loss: the trees answer a quantile.</summary>
    Quantile,

    /// <summary>Tweedie deviance with a log link, for labels of 0 or more with many zeros: the trees answer the mean.</summary>
    Tweedie,
}
