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
    /// <param name="route">Where the goods come from and go to: whose closed days count.</param>
    /// <param name="random">Source of chance.</param>
    /// <returns>The first day after the legs on which the market is open.</returns>
    public DateOnly Draw(DateOnly ordered, SupplyRoute route, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var day = Pass(ordered, Supplier, route.Origin, random);
        day = Pass(day, Transit, route.Market, random);
        day = Pass(day, Customs, route.Market, random);
        while (MarketCalendar.IsClosed(route.Market, day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static DateOnly Pass(DateOnly day, LeadTimePart leg, string country, Random random)
    {
        for (var left = Math.Min(leg.Draw(random), MostDays); left > 0;)
        {
            day = day.AddDays(1);
            left -= leg.OnOpenDays && MarketCalendar.IsClosed(country, day) ? 0 : 1;
        }

        return day;
    }
}
