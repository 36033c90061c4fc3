namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Error of the products of one kind of demand at the nearest origin.</summary>
/// <param name="Class">The kind.</param>
/// <param name="Products">Number of products.</param>
/// <param name="Error">Mean RMSSE of the new combination; 0 where none can be judged.</param>
/// <param name="ChampionError">The champion's.</param>
/// <param name="Bias">Forecast less sold against sold, of the new combination.</param>
public sealed record ClassError(string Class, int Products, double Error, double ChampionError, double Bias)
{
    /// <summary>Errors of every kind, by name.</summary>
    /// <param name="series">Forecasts from the nearest origin, and what came.</param>
    /// <param name="options">Limits of the gate.</param>
    public static IReadOnlyList<ClassError> Of(IEnumerable<SeriesForecast> series, ForecastingOptions options) =>
        [.. series.GroupBy(static one => one.Class).OrderBy(static kind => kind.Key, StringComparer.Ordinal).Select(kind =>
        {
            var gate = ForecastGate.Judge([.. kind], options);
            return new ClassError(kind.Key, kind.Count(), gate.Error, gate.ChampionError, gate.Bias);
        })];
}
