namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What is ahead in a market.</summary>
/// <param name="Market">ISO 3166-1 alpha-2 code of the storefront.</param>
/// <param name="From">Today, the first day that is looked at.</param>
/// <param name="Days">Days ahead that are forecast, and days sold before the forecast was made that they are compared with.</param>
/// <param name="AgeDays">Days of the forecast that have passed; 0 for one of today.</param>
/// <param name="Expected">Pieces expected.</param>
/// <param name="Recent">Pieces sold in as many days before.</param>
/// <param name="Growth">Expected against recent, less 1; null where nothing was sold.</param>
/// <param name="Rising">Categories that grow, most first, at most 10.</param>
/// <param name="Falling">Categories that shrink, most first, at most 10.</param>
/// <param name="Calendar">Special days ahead; days in a row under one name are one entry.</param>
public sealed record OutlookAnswer(
    string Market,
    DateOnly From,
    int Days,
    int AgeDays,
    double Expected,
    double Recent,
    double? Growth,
    IReadOnlyList<OutlookAnswer.Category> Rising,
    IReadOnlyList<OutlookAnswer.Category> Falling,
    IReadOnlyList<OutlookAnswer.SpecialDay> Calendar)
{
    /// <summary>A category.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Expected">Pieces expected.</param>
    /// <param name="Growth">Against the days before, less 1.</param>
    public sealed record Category(string Name, double Expected, double Growth);

    /// <summary>A special day, or several in a row.</summary>
    /// <param name="Date">Local date, of several in a row the first.</param>
    /// <param name="Through">The last of them.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">PublicHoliday, Festival, SalesDay, Payday, BackToSchool, SchoolHoliday or FastingMonth.</param>
    public sealed record SpecialDay(DateOnly Date, DateOnly Through, string Name, string Kind);
}
