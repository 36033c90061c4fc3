namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A product's forecast in a market.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Market">ISO 3166-1 alpha-2 code of the storefront.</param>
/// <param name="Category">Its category.</param>
/// <param name="DemandClass">Smooth, Intermittent, Erratic or Lumpy; Newcomer for one that borrows from its category.</param>
/// <param name="Model">Version of the combination.</param>
/// <param name="PublishedAt">When it was made, UTC.</param>
/// <param name="AgeDays">Days of the forecast that have passed and are left out; 0 for one of today.</param>
/// <param name="Points">One entry a day, in order, without gaps.</param>
public sealed record ForecastAnswer(
    string Sku,
    string Market,
    string Category,
    string DemandClass,
    string Model,
    DateTimeOffset PublishedAt,
    int AgeDays,
    IReadOnlyList<ForecastAnswer.Point> Points)
{
    /// <summary>One day.</summary>
    /// <param name="Date">Day of the market's calendar.</param>
    /// <param name="Mean">Expected pieces, 0 or more.</param>
    /// <param name="Intervals">Ends of the intervals by name, such as <c>lo-80</c>.</param>
    /// <param name="Parts">What the mean is made of; they add up to it.</param>
    /// <param name="Special">Names of the day in the market's calendar.</param>
    public sealed record Point(DateOnly Date, double Mean, IReadOnlyDictionary<string, double> Intervals, DayParts Parts, IReadOnlyList<string> Special);

    /// <summary>Parts of a mean.</summary>
    /// <param name="Level">Mean of the week around the day, without the parts below.</param>
    /// <param name="Season">What the day of the week adds to it.</param>
    /// <param name="Calendar">What holidays, feasts, sales days, paydays and school terms add.</param>
    /// <param name="Price">What price and promotion add.</param>
    public sealed record DayParts(double Level, double Season, double Calendar, double Price);
}
