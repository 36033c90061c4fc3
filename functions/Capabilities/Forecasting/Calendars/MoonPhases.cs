namespace XbFunctions.Capabilities.Forecasting;

/// <summary>New moons to within a few minutes: Meeus, Astronomical Algorithms, 2nd edition, chapter 49, the largest terms.</summary>
internal static class MoonPhases
{
    private const double SynodicMonth = 29.530588861;

    // Terrestrial time runs ahead of UTC by about this much in the years that are asked for.
    private const double SecondsAhead = 70;
    private static readonly DateTime J2000 = new(2000, 1, 1, 12, 0, 0);

    /// <summary>The first new moon after a time.</summary>
    /// <param name="time">UTC.</param>
    /// <returns>UTC.</returns>
    public static DateTime NewMoonAfter(DateTime time)
    {
        var k = Math.Floor(((time - J2000).TotalDays - 5.1) / SynodicMonth) - 1;
        var moon = NewMoon(k);
        while (moon <= time)
        {
            moon = NewMoon(++k);
        }

        return moon;
    }

    private static DateTime NewMoon(double k)
    {
        var t = k / 1236.85;
        var days = 5.09766 + (SynodicMonth * k) + (0.00015437 * t * t);
        var sun = Radians(2.5534 + (29.1053567 * k));
        var moon = Radians(201.5643 + (385.81693528 * k) + (0.0107582 * t * t));
        var latitude = Radians(160.7108 + (390.67050284 * k) - (0.0016118 * t * t));
        var eccentricity = 1 - (0.002516 * t);
        days += (-0.4072 * Math.Sin(moon))
            + (0.17241 * eccentricity * Math.Sin(sun))
            + (0.01608 * Math.Sin(2 * moon))
            + (0.01039 * Math.Sin(2 * latitude))
            + (0.00739 * eccentricity * Math.Sin(moon - sun))
            - (0.00514 * eccentricity * Math.Sin(moon + sun))
            + (0.00208 * eccentricity * eccentricity * Math.Sin(2 * sun));
        return J2000.AddDays(days).AddSeconds(-SecondsAhead);
    }

    private static double Radians(double degrees) => degrees % 360 * Math.PI / 180;
}
