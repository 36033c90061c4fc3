using System.Globalization;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>Weekly sales on one grid of weeks.</summary>
/// <param name="Weeks">Ends of the weeks, without gaps.</param>
/// <param name="Holidays">1 for a holiday week, else 0.</param>
/// <param name="Sales">Sales by store and department; NaN where there is no row or no value.</param>
/// <param name="KnownWeeks">Weeks up to the last one with a value.</param>
internal sealed record WalmartTable(
    IReadOnlyList<DateOnly> Weeks, double[] Holidays, IReadOnlyDictionary<(int Store, int Dept), double[]> Sales, int KnownWeeks)
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Its columns: store, department, week, sales, holiday.</param>
    /// <exception cref="CommandException">The file is wrong.</exception>
    public static WalmartTable Read(string path, IReadOnlyList<string> columns)
    {
        var rows = new List<(int Store, int Dept, DateOnly Week, double Sales, bool Holiday)>();
        using (var file = CsvFile.Open(path, columns))
        {
            while (file.Read())
            {
                rows.Add((
                    Whole(file, 0, columns[0]),
                    Whole(file, 1, columns[1]),
                    SeriesFile.Date(file, file.Field(2), columns[2]),
                    SeriesFile.Number(file, file.Field(3), columns[3]),
                    file.Field(4) is "1"));
            }
        }

        if (rows.TrueForAll(static row => double.IsNaN(row.Sales)))
        {
            throw new CommandException($"{Path.GetFileName(path)} has no row with sales.");
        }

        var (first, last) = (rows.Min(static row => row.Week), rows.Max(static row => row.Week));
        var weeks = Enumerable.Range(0, ((last.DayNumber - first.DayNumber) / 7) + 1).Select(week => first.AddDays(7 * week)).ToList();
        var holidays = new double[weeks.Count];
        var sales = new Dictionary<(int, int), double[]>();
        foreach (var (store, dept, week, value, holiday) in rows)
        {
            if (!sales.TryGetValue((store, dept), out var values))
            {
                values = new double[weeks.Count];
                Array.Fill(values, double.NaN);
                sales[(store, dept)] = values;
            }

            var at = (week.DayNumber - first.DayNumber) / 7;
            (values[at], holidays[at]) = (value, Math.Max(holidays[at], holiday ? 1 : 0));
        }

        var lastKnown = rows.Where(static row => !double.IsNaN(row.Sales)).Max(static row => row.Week);
        return new WalmartTable(weeks, holidays, sales, ((lastKnown.DayNumber - first.DayNumber) / 7) + 1);
    }

    private static int Whole(CsvFile file, int field, string column) =>
        int.TryParse(file.Field(field), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw SeriesFile.Wrong(file, column, file.Field(field), "a whole number");
}
