using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>Wide series files: columns <c>series_id,values</c>, the values with spaces between them, oldest first.</summary>
internal static class WideCases
{
    // M4 measures hourly series by their day, but weekly and daily ones by the step before: longer seasons are no scale there.
    private const int LongestScaleLag = 24;
    private static readonly string[] Columns = ["series_id", "values"];

    /// <summary>Reads the files.</summary>
    /// <param name="settings">What the user asks for.</param>
    /// <exception cref="CommandException">A file is wrong, or the horizon is not given.</exception>
    public static IReadOnlyList<ForecastCase> Read(ForecastSettings settings)
    {
        var horizon = settings.Horizon ?? throw new CommandException("--horizon is needed for wide files: the number of steps to forecast.");
        var series = ReadSeries(settings.Train);
        var lag = settings.ScaleLag ?? (settings.Seasons.Count > 0 && settings.Seasons[0] <= LongestScaleLag ? settings.Seasons[0] : 1);
        var panel = new ForecastPanel(
            [.. series.Select(static pair => new ForecastSeries(pair.Id, pair.Values))],
            horizon,
            settings.Seasons,
            settings.Criterion ?? ForecastCriterion.Owa)
        {
            ScaleLag = lag,
        };
        return [new ForecastCase("all", panel) { Truth = settings.Test is { } test ? Truth(test, series, horizon) : null }];
    }

    private static List<(string Id, double[] Values)> ReadSeries(string path)
    {
        var series = new List<(string Id, double[] Values)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        using var file = CsvFile.Open(path, Columns);
        while (file.Read())
        {
            var id = file.IsComplete ? new string(file.Field(0)) : throw new CommandException($"{file.Name} line {file.Line}: {file.ShapeProblem}.");
            if (!seen.Add(id))
            {
                throw SeriesFile.Wrong(file, Columns[0], id, "an id that stands there once");
            }

            series.Add((id, SeriesFile.Numbers(file, file.Field(1), Columns[1])));
        }

        return series.Count > 0 ? series : throw new CommandException($"{file.Name} has no series.");
    }

    private static double[][] Truth(string path, List<(string Id, double[] Values)> series, int horizon)
    {
        var truth = ReadSeries(path).ToDictionary(static pair => pair.Id, static pair => pair.Values, StringComparer.Ordinal);
        return [.. series.Select(one => truth.TryGetValue(one.Id, out var values) && values.Length >= horizon
            ? values[..horizon]
            : throw new CommandException($"{Path.GetFileName(path)}: series '{one.Id}' needs {horizon} values, got {values?.Length ?? 0}."))];
    }
}
