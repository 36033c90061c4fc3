using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>When pieces arrive that were ordered before today.</summary>
internal static class Arrivals
{
    /// <summary>Days from today to their arrival: the day that was said, else what is left of a lead time from a moment drawn within it.</summary>
    /// <param name="terms">Lead time and the day that was said.</param>
    /// <param name="today">Today.</param>
    /// <param name="route">Whose closed days count.</param>
    /// <param name="random">Source of chance.</param>
    public static int DayOf(PlanTerms terms, DateOnly today, SupplyRoute route, Random random)
    {
        var lead = terms.LeadTime.Draw(today, route, random).DayNumber - today.DayNumber;
        var rest = (int)Math.Ceiling(lead * random.NextDouble());
        var day = terms.Expected is { } expected && expected > today ? expected : today.AddDays(terms.Expected is null ? rest : 0);
        while (MarketCalendar.IsClosed(route.Market, day))
        {
            day = day.AddDays(1);
        }

        return day.DayNumber - today.DayNumber;
    }
}
