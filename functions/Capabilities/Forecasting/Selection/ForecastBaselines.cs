namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Simple forecasts to compare with.</summary>
public static class ForecastBaselines
{
    private static readonly IForecastMethod[] Methods =
    [
        new NaiveMethod(isSeasonal: false),
        new NaiveMethod(isSeasonal: true),
        new WindowMethod(8, isMedian: true),
        new WindowMethod(12, isMedian: false),
        new ThetaMethod(),
    ];

    /// <summary>Names of the baselines, naive first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Methods.Select(static method => method.Name)];

    /// <summary>Forecasts a panel; a history too short for the baseline is forecast by its last value.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="panel">The series.</param>
    /// <returns>Forecasts, shape <c>[series, step]</c>.</returns>
    /// <exception cref="ArgumentException">There is no such baseline.</exception>
    public static double[] Of(string name, ForecastPanel panel)
    {
        var method = Array.Find(Methods, method => method.Name == name)
            ?? throw new ArgumentException($"Baseline is '{name}', expected one of {string.Join(", ", Names)}.", nameof(name));
        var forecasts = new double[panel.Series.Count * panel.Horizon];
        var season = panel.Seasons.Count == 0 ? 1 : panel.Seasons[^1];
        Parallel.For(0, panel.Series.Count, i =>
        {
            var input = new MethodInput(SeriesCleaner.Clean(panel.Series[i].Values, season), panel.Seasons);
            var forecast = forecasts.AsSpan(i * panel.Horizon, panel.Horizon);
            if (!method.TryForecast(input, forecast))
            {
                Methods[0].TryForecast(input, forecast);
            }
        });
        return forecasts;
    }
}
