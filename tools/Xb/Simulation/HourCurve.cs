namespace XbFunctions.Xb.Simulation;

/// <summary>How a market's traffic is spread over the local day: three peaks over a low floor, interpolated between whole hours.</summary>
internal sealed class HourCurve
{
    private readonly double[] _hours = new double[25];

    public HourCurve(MarketProfile profile)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            _hours[hour] = 0.05 + (0.4 * Peak(hour, 10.2, 1.9)) + (profile.NoonShare * Peak(hour, 13.2, 1.8))
                + Peak(hour, profile.EveningPeak, 2.3);
        }

        var mean = _hours.Take(24).Average();
        for (var hour = 0; hour < 24; hour++)
        {
            _hours[hour] /= mean;
        }

        _hours[24] = _hours[0];
        Highest = _hours.Max();
    }

    /// <summary>The highest value of the curve.</summary>
    public double Highest { get; }

    /// <summary>Traffic at a local time of day against the day's average; the average over a day is 1.</summary>
    public double At(TimeSpan timeOfDay)
    {
        var hour = timeOfDay.TotalHours;
        var whole = (int)hour;
        return _hours[whole] + ((hour - whole) * (_hours[whole + 1] - _hours[whole]));
    }

    // A bell around a peak; the day is a circle, so 23 h and 1 h are two hours apart.
    private static double Peak(double hour, double at, double width)
    {
        var distance = Math.Abs(hour - at);
        distance = Math.Min(distance, 24 - distance);
        return Math.Exp(-distance * distance / (2 * width * width));
    }
}
