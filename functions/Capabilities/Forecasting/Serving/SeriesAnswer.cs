namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Forecasts of a caller's series, one after another.</summary>
/// <param name="Mean">Forecasts.</param>
/// <param name="Sizes">Number of forecasts of each series.</param>
/// <param name="Origins">Number of earlier origins from which each series' forecasts were judged; few, or 0, where its history is short: the
/// intervals then rest on how the history moves, and are wide.</param>
/// <param name="Intervals">Ends of the intervals by name, such as <c>lo-80</c>, each as long as <paramref name="Mean"/>.</param>
public sealed record SeriesAnswer(IReadOnlyList<double> Mean, IReadOnlyList<int> Sizes, IReadOnlyList<int> Origins, IReadOnlyDictionary<string, double[]> Intervals);
