namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A special day of a market.</summary>
/// <param name="Day">Local date.</param>
/// <param name="Name">English name, the same every year.</param>
/// <param name="Kind">What makes it special.</param>
public readonly record struct CalendarDay(DateOnly Day, string Name, CalendarDayKind Kind);
