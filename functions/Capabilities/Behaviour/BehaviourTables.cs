using System.Globalization;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// The read models of funnels, searches and cohorts. The table partition is the market; a row's name begins with its time and ends with the partition
/// of <c>clickstream</c> that wrote it, so that a reader takes a span of time and adds up.
/// </summary>
public static class BehaviourTables
{
    /// <summary>Sessions by market and hour, and how far they came.</summary>
    public static ReadModelDefinition Funnels { get; } = new(
        "BehaviourFunnels",
        new("At", ReadModelColumnType.Time),
        new("Sessions", ReadModelColumnType.Whole),
        new("Viewed", ReadModelColumnType.Whole),
        new("Carted", ReadModelColumnType.Whole),
        new("CheckedOut", ReadModelColumnType.Whole),
        new("Ordered", ReadModelColumnType.Whole),
        new("SpentCents", ReadModelColumnType.Whole));

    /// <summary>Searches by market and day.</summary>
    public static ReadModelDefinition Searches { get; } = new(
        "BehaviourSearches",
        new("At", ReadModelColumnType.Time),
        new("Query", ReadModelColumnType.Text),
        new("Searches", ReadModelColumnType.Whole),
        new("WithoutResult", ReadModelColumnType.Whole));

    /// <summary>Customers by market, week of the first event, and weeks since.</summary>
    public static ReadModelDefinition Cohorts { get; } = new(
        "BehaviourCohorts",
        new("At", ReadModelColumnType.Time),
        new("Week", ReadModelColumnType.Whole),
        new("Customers", ReadModelColumnType.Whole));

    /// <summary>Recommendations shown and clicked, by market, hour and source.</summary>
    public static ReadModelDefinition Feedback { get; } = new(
        "BehaviourFeedback",
        new("At", ReadModelColumnType.Time),
        new("Source", ReadModelColumnType.Text),
        new("Lists", ReadModelColumnType.Whole),
        new("ListsClicked", ReadModelColumnType.Whole),
        new("Unplaced", ReadModelColumnType.Whole),
        new("Positions", ReadModelColumnType.Text));

    /// <summary>Sketches of the items shown, by market and day.</summary>
    public static ReadModelDefinition Coverage { get; } = new(
        "BehaviourCoverage",
        new("At", ReadModelColumnType.Time),
        new("Sketch", ReadModelColumnType.Text));

    /// <summary>Beginning of the names of rows at or after a time.</summary>
    /// <param name="at">UTC.</param>
    public static string RowOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);

    internal static void AddFunnels(ReadModelRows rows, List<BehaviourCell> cells, string partition)
    {
        foreach (var cell in cells)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(cell.Period * BehaviourState.HourMs);
            rows.Add(MarketOf(cell), $"{RowOf(at)}-{partition}", at, cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]);
        }
    }

    internal static void AddSearches(ReadModelRows rows, List<BehaviourCell> cells, string partition)
    {
        foreach (var cell in cells)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(cell.Period * BehaviourState.DayMs);
            var name = string.Create(CultureInfo.InvariantCulture, $"{RowOf(at)}-{TextTable.KeyOf(cell.Text):x16}-{partition}");
            rows.Add(MarketOf(cell), name, at, cell.Text, cell[0], cell[1]);
        }
    }

    internal static void AddCohorts(ReadModelRows rows, List<BehaviourCell> cells, string partition)
    {
        foreach (var cell in cells)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(cell.Period * BehaviourState.WeekMs);
            var name = string.Create(CultureInfo.InvariantCulture, $"{RowOf(at)}-{cell.Offset:d2}-{partition}");
            rows.Add(MarketOf(cell), name, at, cell.Offset, cell[0]);
        }
    }

    internal static void AddFeedback(ReadModelRows rows, List<FeedbackCell> cells, string partition)
    {
        foreach (var cell in cells)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(cell.Hour * BehaviourState.HourMs);
            var name = string.Create(CultureInfo.InvariantCulture, $"{RowOf(at)}-{TextTable.KeyOf(cell.Source):x16}-{partition}");
            rows.Add(
                CountryCode.FromPacked(cell.Market).ToString(), name, at, cell.Source, cell.Lists, cell.ListsClicked, cell.Unplaced, cell.PositionsText);
        }
    }

    internal static void AddCoverage(ReadModelRows rows, List<ItemSketch> sketches, string partition)
    {
        foreach (var sketch in sketches)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(sketch.Day * BehaviourState.DayMs);
            rows.Add(CountryCode.FromPacked(sketch.Market).ToString(), $"{RowOf(at)}-{partition}", at, Convert.ToBase64String(sketch.Bytes));
        }
    }

    private static string MarketOf(BehaviourCell cell) => CountryCode.FromPacked(cell.Market).ToString();
}
