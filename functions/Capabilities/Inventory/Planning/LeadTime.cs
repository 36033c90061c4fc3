using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>From an order to goods on the shelf: the supplier, then transit, then customs.</summary>
/// <param name="Supplier">Until the supplier hands over.</param>
/// <param name="Transit">On the way; ships and lorries know no holidays.</param>
/// <param name="Customs">At customs and into the warehouse.</param>
public sealed record LeadTime(LeadTimePart Supplier, LeadTimePart Transit, LeadTimePart Customs)
{
    private const int MostDays = 400;

    /// <summary>Draws the day of arrival.</summary>
    /// <param name="ordered">Day of the order.</param>
    /// <param name="closed">Whether a day is closed, as <see cref="ClosedDays"/> gives it.</param>
    /// <param name="random">Source of chance.</param>
    /// <returns>The first open day after the legs.</returns>
    public DateOnly Draw(DateOnly ordered, Func<DateOnly, bool> closed, Random random)
    {
        ArgumentNullException.ThrowIfNull(closed);
        var day = ordered;
        foreach (var leg in (ReadOnlySpan<LeadTimePart>)[Supplier, Transit, Customs])
        {
            for (var left = Math.Min(leg.Draw(random), MostDays); left > 0;)
            {
                day = day.AddDays(1);
                left -= leg.OnOpenDays && closed(day) ? 0 : 1;
            }
        }

        while (closed(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The closed days of a market around a date, looked up once.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code.</param>
    /// <param name="from">First day that is asked about.</param>
    public static Func<DateOnly, bool> ClosedDays(string market, DateOnly from)
    {
        var holidays = MarketCalendar.Markets.Contains(market)
            ? Enumerable.Range(from.Year, 3).Where(static year => year <= MarketCalendar.LastYear).SelectMany(year => MarketCalendar.Of(market, year))
                .Where(static day => day.Kind == CalendarDayKind.PublicHoliday).Select(static day => day.Day).ToHashSet()
            : [];
        return day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || holidays.Contains(day);
    }
}
