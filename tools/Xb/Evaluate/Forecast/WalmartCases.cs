using System.Globalization;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>
/// Weekly sales by store and department. The last weeks with sales are the
/// test; the weeks after them, whose sales are withheld, are forecast for the predictions file.
/// </summary>
internal static class WalmartCases
{
    private const int Horizon = 13;
    private const double HolidayWeight = 5;
    private static readonly string[] Columns = ["store", "dept", "week_ending", "weekly_sales_usd", "is_holiday"];

    /// <summary>Reads the files.</summary>
    /// <param name="settings">What the user asks for.</param>
    /// <exception cref="CommandException">A file is wrong.</exception>
    public static IReadOnlyList<ForecastCase> Read(ForecastSettings settings)
    {
        var table = WalmartTable.Read(settings.Train, Columns);
        var horizon = settings.Horizon ?? Horizon;
        var known = table.KnownWeeks;
        if (known < 2 * horizon)
        {
            throw new CommandException($"--horizon is {horizon}; the file has only {known} weeks with sales.");
        }

        var cases = new List<ForecastCase>
        {
            Case(settings, table, horizon, known - horizon, "validation") with { IsPredicted = table.Weeks.Count < known + horizon },
        };
        if (table.Weeks.Count >= known + horizon)
        {
            cases.Add(Case(settings, table, horizon, known, "withheld") with { Truth = null });
        }

        return cases;
    }

    private static ForecastCase Case(ForecastSettings settings, WalmartTable table, int horizon, int origin, string name)
    {
        var (series, truth) = (new List<ForecastSeries>(), new List<double[]>());
        double[] weights = [.. table.Holidays.Take(origin + horizon).Select(static flag => flag > 0 ? HolidayWeight : 1)];
        double[][] calendar = [table.Holidays[..(origin + horizon)], .. WeeklyCalendar(table.Weeks[0], origin + horizon)];
        foreach (var ((store, dept), values) in table.Sales.OrderBy(static pair => pair.Key))
        {
            // A department without a sale before the origin has no history to forecast from: it stands in the file with zeros.
            var history = values[..origin];
            history = Array.TrueForAll(history, double.IsNaN) ? new double[origin] : history;
            var id = string.Create(CultureInfo.InvariantCulture, $"{store}_{dept}");
            series.Add(new ForecastSeries(id, history) { Known = calendar, Traits = [store, dept], Weights = weights });
            truth.Add(values[origin..(origin + horizon)]);
        }

        var seasons = settings.Seasons.Count > 0 ? settings.Seasons : [52];
        var panel = new ForecastPanel(series, horizon, seasons, settings.Criterion ?? ForecastCriterion.AbsoluteError)
        {
            ScaleLag = settings.ScaleLag ?? 1,
            IsAligned = true,
        };
        return new ForecastCase(name, panel) { Truth = [.. truth] };
    }

    // Easter moves; its distance in weeks is what the season's lag cannot know.
    private static IEnumerable<double[]> WeeklyCalendar(DateOnly first, int weeks)
    {
        yield return [.. Enumerable.Range(0, weeks).Select(week => EasterDistance(first.AddDays(7 * week)))];
        yield return [.. Enumerable.Range(0, weeks).Select(week => (double)first.AddDays(7 * week).DayOfYear)];
        yield return [.. Enumerable.Range(0, weeks).Select(week => (double)first.AddDays(7 * week).Day)];
    }

    private static double EasterDistance(DateOnly weekEnding)
    {
        var easter = MovingHolidays.Easter(weekEnding.Year);
        return Math.Clamp(Math.Floor((easter.DayNumber - weekEnding.DayNumber + 6) / 7.0), -4, 4);
    }
}
