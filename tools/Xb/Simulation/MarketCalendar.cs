namespace XbFunctions.Xb.Simulation;

/// <summary>Demand by local date: weekday, season, holidays, sales days and paydays. Not thread-safe; keeps two years' tables.</summary>
internal sealed class MarketCalendar(MarketProfile profile)
{
    // Twelve months of online trade against the average month.
    private static readonly double[] Months = [0.95, 0.9, 0.95, 0.94, 0.96, 0.95, 0.96, 0.92, 0.97, 1.0, 1.16, 1.3];
    private static readonly double[] SouthernMonths = [0.98, 0.91, 0.96, 0.95, 0.98, 0.97, 0.97, 0.94, 0.96, 0.99, 1.14, 1.25];

    private readonly Dictionary<int, Dictionary<DateOnly, DayEffect>> _years = [];
    private DateOnly _lastDay;
    private DayEffect _last;

    /// <summary>The effect of a local date.</summary>
    public DayEffect On(DateOnly day)
    {
        if (day != _lastDay || _last.Demand == 0)
        {
            (_lastDay, _last) = (day, Compute(day));
        }

        return _last;
    }

    /// <summary>Average demand of the 365 days from a date on, near 1.</summary>
    public double MeanDemand(DateOnly first) => Enumerable.Range(0, 365).Average(day => On(first.AddDays(day)).Demand);

    private DayEffect Compute(DateOnly day)
    {
        var ordinary = profile.Weekdays[((int)day.DayOfWeek + 6) % 7] * Month(day) * Payday(day);
        var special = Year(day.Year).TryGetValue(day, out var effect) ? effect : new DayEffect(1, 0, 0);
        return new DayEffect(ordinary * special.Demand, special.Discount, GiftShare(day));
    }

    private double Month(DateOnly day) => (profile.Code is "AU" or "BR" ? SouthernMonths : Months)[day.Month - 1];

    private double Payday(DateOnly day)
    {
        var factor = 0.97;
        foreach (var payday in profile.Paydays)
        {
            for (var since = 0; since < 4; since++)
            {
                var paid = day.AddDays(-since);
                if (paid.Day == Math.Min(payday, DateTime.DaysInMonth(paid.Year, paid.Month)))
                {
                    factor = Math.Max(factor, 1.14 - (0.04 * since));
                }
            }
        }

        return factor;
    }

    private static double GiftShare(DateOnly day) => (day.Month, day.Day) switch
    {
        (12, < 24) => 2.6,
        (11, > 20) => 1.7,
        (2, > 5 and < 14) => 1.8,
        (5, < 14) => 1.4,
        _ => 1,
    };

    private Dictionary<DateOnly, DayEffect> Year(int year)
    {
        if (_years.TryGetValue(year, out var known))
        {
            return known;
        }

        var days = new Dictionary<DateOnly, DayEffect>();
        foreach (var holiday in NationalHolidays.Of(profile.Code, year))
        {
            days[holiday.Day] = new DayEffect(holiday.Factor, 0, 0);
        }

        foreach (var sale in SalesDays.Of(profile.Code, year))
        {
            var already = days.GetValueOrDefault(sale.Day, new DayEffect(1, 0, 0));
            days[sale.Day] = new DayEffect(Math.Max(already.Demand, sale.Factor), Math.Max(already.Discount, sale.Discount), 0);
        }

        _years.Remove(year - 2);
        _years[year] = days;
        return days;
    }
}
