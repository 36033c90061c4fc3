using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>A file with a row for each part and a column for each month: the last months are the test, a missing value is 0.</summary>
internal static class CarpartsCases
{
    private const int Horizon = 12;
    private const int FirstYear = 1998;
    private const int Months = 51;

    /// <summary>Reads the file.</summary>
    /// <param name="settings">What the user asks for.</param>
    /// <exception cref="CommandException">The file is wrong.</exception>
    public static IReadOnlyList<ForecastCase> Read(ForecastSettings settings)
    {
        var months = Enumerable.Range(0, Months).Select(static month => $"{FirstYear + (month / 12)}-{(month % 12) + 1:00}").ToList();
        var horizon = settings.Horizon ?? Horizon;
        if (horizon >= Months)
        {
            throw new CommandException($"--horizon is {horizon}; expected less than the {Months} months of the file.");
        }

        var (series, truth) = (new List<ForecastSeries>(), new List<double[]>());
        using var file = CsvFile.Open(settings.Train, ["part_id", .. months]);
        while (file.Read())
        {
            var values = new double[Months];
            for (var month = 0; month < Months; month++)
            {
                var value = SeriesFile.Number(file, file.Field(month + 1), months[month]);
                values[month] = double.IsNaN(value) ? 0 : value;
            }

            series.Add(new ForecastSeries(new string(file.Field(0)), values[..^horizon]));
            truth.Add(values[^horizon..]);
        }

        var panel = new ForecastPanel(
            series,
            horizon,
            settings.Seasons.Count > 0 ? settings.Seasons : [12],
            settings.Criterion ?? ForecastCriterion.SquaredError)
        {
            ScaleLag = settings.ScaleLag ?? 12,
            IsAligned = true,
            IsCount = true,
        };
        return [new ForecastCase("all", panel) { Truth = [.. truth] }];
    }
}
