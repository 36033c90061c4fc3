namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A way to forecast one series from its own history. Deterministic and thread-safe.</summary>
internal interface IForecastMethod
{
    /// <summary>Short name for leaderboards.</summary>
    string Name { get; }

    /// <summary>Forecasts the steps after the history.</summary>
    /// <param name="history">The history and what was found in it.</param>
    /// <param name="forecast">Destination, shape <c>[horizon]</c>.</param>
    /// <returns>False, with nothing written, where the history is too short or of the wrong kind for this method.</returns>
    bool TryForecast(MethodInput history, Span<double> forecast);
}
