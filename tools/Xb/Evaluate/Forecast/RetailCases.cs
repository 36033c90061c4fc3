using System.Globalization;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>
/// Invoice lines of a shop, as weekly units of its 500 best-selling products, forecast six weeks ahead from several weeks of the year. The
/// products are chosen anew at each origin, from what was sold before it.
/// </summary>
internal static class RetailCases
{
    private const int Horizon = 6;
    private const int Weeks = 52;
    private const int Products = 500;
    private static readonly int[] Origins = [28, 34, 40, 46];
    private static readonly DateOnly FirstDay = new(2010, 12, 6);
    private static readonly string[] Columns = ["invoice_no", "stock_code", "quantity", "invoice_datetime", "unit_price_gbp"];

    /// <summary>Reads the file.</summary>
    /// <param name="settings">What the user asks for.</param>
    /// <exception cref="CommandException">The file is wrong.</exception>
    public static IReadOnlyList<ForecastCase> Read(ForecastSettings settings)
    {
        var units = ReadUnits(settings.Train);
        var horizon = settings.Horizon ?? Horizon;
        return horizon > Weeks - Origins[^1]
            ? throw new CommandException($"--horizon is {horizon}; expected 1 to {Weeks - Origins[^1]} for this format.")
            : [.. Origins.Select(origin => Case(settings, units, horizon, origin))];
    }

    private static ForecastCase Case(ForecastSettings settings, Dictionary<string, double[]> units, int horizon, int origin)
    {
        var best = units
            .OrderByDescending(pair => pair.Value.AsSpan(0, origin).ToArray().Sum())
            .ThenBy(static pair => pair.Key, StringComparer.Ordinal)
            .Take(Products)
            .ToList();
        var panel = new ForecastPanel(
            [.. best.Select(pair => new ForecastSeries(pair.Key, pair.Value[..origin]))],
            horizon,
            settings.Seasons,
            settings.Criterion ?? ForecastCriterion.AbsoluteError)
        {
            ScaleLag = settings.ScaleLag ?? 1,
            IsAligned = true,
            IsCount = true,
        };
        return new ForecastCase(string.Create(CultureInfo.InvariantCulture, $"after week {origin - 1}"), panel)
        {
            Truth = [.. best.Select(pair => pair.Value[origin..(origin + horizon)])],
            IsPredicted = origin == Origins[^1],
        };
    }

    private static Dictionary<string, double[]> ReadUnits(string path)
    {
        var units = new Dictionary<string, double[]>(StringComparer.Ordinal);
        using var file = CsvFile.Open(path, Columns);
        while (file.Read())
        {
            var code = file.Field(1);
            var quantity = SeriesFile.Number(file, file.Field(2), Columns[2]);
            var isSale = quantity > 0 && SeriesFile.Number(file, file.Field(4), Columns[4]) > 0 && !file.Field(0).StartsWith("C");
            if (!isSale || code.Length < 5 || code[..5].ContainsAnyExceptInRange('0', '9'))
            {
                continue;
            }

            var day = SeriesFile.Date(file, file.Field(3)[..Math.Min(10, file.Field(3).Length)], Columns[3]);
            var week = Math.DivRem(day.DayNumber - FirstDay.DayNumber, 7, out var rest);
            if (rest < 0 || week is < 0 or >= Weeks)
            {
                continue;
            }

            var id = new string(code);
            if (!units.TryGetValue(id, out var values))
            {
                units[id] = values = new double[Weeks];
            }

            values[week] += quantity;
        }

        return units.Count > 0 ? units : throw new CommandException($"{file.Name} has no sale within the 52 weeks from {FirstDay:yyyy-MM-dd}.");
    }
}
