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
    public static IReadOnlyList<ForecastCase> Read(ForecastSettings settings) => Read(settings, Origins);

    internal static IReadOnlyList<ForecastCase> Read(ForecastSettings settings, IReadOnlyList<int> origins)
    {
        var units = ReadUnits(settings.Train);
        var horizon = settings.Horizon ?? Horizon;
        return horizon > Weeks - Origins[^1]
            ? throw new CommandException($"--horizon is {horizon}; expected 1 to {Weeks - Origins[^1]} for this format.")
            : [.. origins.Select(origin => Case(settings, units, horizon, origin))];
    }

    private static ForecastCase Case(ForecastSettings settings, Dictionary<string, double[]> units, int horizon, int origin)
    {
        var isClosed = Enumerable.Range(0, origin).Select(week => units.Values.All(values => values[week] == 0)).ToArray();
        var sold = units
            .Select(pair => (Id: pair.Key, Units: pair.Value[..origin].Sum(), Values: pair.Value))
            .Where(static product => product.Units > 0)
            .OrderByDescending(static product => product.Units)
            .ThenBy(static product => product.Id, StringComparer.Ordinal)
            .ToList();
        var panel = new ForecastPanel(
            [.. sold.Select(product => new ForecastSeries(product.Id, History(product.Values[..origin], isClosed)))],
            horizon,
            settings.Seasons,
            settings.Criterion ?? ForecastCriterion.AbsoluteError)
        {
            ScaleLag = settings.ScaleLag ?? 1,
            IsAligned = true,
            IsCount = true,
            Judged = Products,
        };
        return new ForecastCase(string.Create(CultureInfo.InvariantCulture, $"after week {origin - 1}"), panel)
        {
            Truth = [.. sold.Select((product, i) => i < Products
                ? product.Values[origin..(origin + horizon)]
                : [.. Enumerable.Repeat(double.NaN, horizon)])],
            IsPredicted = origin == Origins[^1],
        };
    }

    // Missing, not 0, are the weeks in which nothing was sold at all.
    private static double[] History(double[] values, bool[] isClosed) =>
        [.. values.Select((value, week) => isClosed[week] ? double.NaN : value)];

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
