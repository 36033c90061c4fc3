using System.Globalization;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>M3 series files: one case for each period, with its season and the horizon that the file gives it; a period with several has a case
/// for each.</summary>
internal static class M3Cases
{
    private static readonly string[] Columns = ["series_id", "period", "horizon", "train_values", "test_values"];

    /// <summary>Reads the file.</summary>
    /// <param name="settings">What the user asks for.</param>
    /// <exception cref="CommandException">The file is wrong.</exception>
    public static IReadOnlyList<ForecastCase> Read(ForecastSettings settings)
    {
        if (settings.Horizon is not null)
        {
            throw new CommandException("--horizon does not go with m3: its files say the horizon of each series.");
        }

        var groups = new SortedDictionary<string, List<(ForecastSeries Series, double[] Truth, int Horizon)>>(StringComparer.Ordinal);
        using var file = CsvFile.Open(settings.Train, Columns);
        while (file.Read())
        {
            var period = new string(file.Field(1));
            var horizon = int.TryParse(file.Field(2), NumberStyles.None, CultureInfo.InvariantCulture, out var steps) && steps is > 0 and < 1000
                ? steps
                : throw SeriesFile.Wrong(file, Columns[2], file.Field(2), "a whole number from 1 to 999");
            var truth = SeriesFile.Numbers(file, file.Field(4), Columns[4]);
            if (truth.Length != horizon)
            {
                throw SeriesFile.Wrong(file, Columns[4], file.Field(4), $"{horizon} numbers");
            }

            groups.TryAdd(period, []);
            groups[period].Add((new ForecastSeries(new string(file.Field(0)), SeriesFile.Numbers(file, file.Field(3), Columns[3])), truth, horizon));
        }

        return groups.Count == 0
            ? throw new CommandException($"{file.Name} has no series.")
            : [.. groups.SelectMany(group => Cases(settings, group.Key, group.Value))];
    }

    private static IEnumerable<ForecastCase> Cases(
        ForecastSettings settings, string period, List<(ForecastSeries Series, double[] Truth, int Horizon)> rows)
    {
        var horizons = rows.GroupBy(static row => row.Horizon).OrderBy(static group => group.Key).ToList();
        return horizons.Select(group => Case(settings, period, [.. group]) is var one && horizons.Count > 1
            ? one with { Name = string.Create(CultureInfo.InvariantCulture, $"{one.Name}, {group.Key} steps") }
            : one);
    }

    private static ForecastCase Case(ForecastSettings settings, string period, List<(ForecastSeries Series, double[] Truth, int Horizon)> rows)
    {
        int? season = period switch { "QUARTERLY" => 4, "MONTHLY" => 12, _ => null };
        var panel = new ForecastPanel(
            [.. rows.Select(static row => row.Series)],
            rows[0].Horizon,
            settings.Seasons.Count > 0 ? settings.Seasons : season is { } length ? [length] : [],
            settings.Criterion ?? ForecastCriterion.Smape)
        {
            ScaleLag = settings.ScaleLag ?? season ?? 1,
        };
        return new ForecastCase(period.ToLowerInvariant(), panel) { Truth = [.. rows.Select(static row => row.Truth)] };
    }
}
