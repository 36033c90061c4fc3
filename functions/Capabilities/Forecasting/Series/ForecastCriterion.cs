namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What a search minimises on its backtest.</summary>
public enum ForecastCriterion
{
    /// <summary>Mean of sMAPE and MASE, each against naive's, every series weighing the same.</summary>
    Owa,

    /// <summary>Symmetric absolute percentage error, every series weighing the same.</summary>
    Smape,

    /// <summary>Absolute error in units, weighted where values have weights: large series count most.</summary>
    AbsoluteError,

    /// <summary>Squared error in units.</summary>
    SquaredError,
}
