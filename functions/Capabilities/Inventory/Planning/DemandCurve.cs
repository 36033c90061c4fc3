using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>
/// The quantile function of a day's demand through a forecast's four quantiles and with its mean: straight lines outside the 80 % interval, an
/// exponential tail above the highest, and between the ends of the 80 % interval a power curve, bent so that the whole has the mean. A straight
/// line through a median that nobody has forecast would not: demand that is 0 on most days would be drawn too often.
/// </summary>
internal readonly struct DemandCurve
{
    private readonly double _lowest;
    private readonly double _low;
    private readonly double _high;
    private readonly double _highest;
    private readonly double _bend;
    private readonly double _tail;
    private readonly double _factor;

    /// <summary>Fits the curve.</summary>
    /// <param name="mean">Expected pieces; below 0 counts as 0.</param>
    /// <param name="lowest">The 0.025 quantile; quantiles below 0 count as 0, and such as cross as the one before.</param>
    /// <param name="low">The 0.1 quantile.</param>
    /// <param name="high">The 0.9 quantile.</param>
    /// <param name="highest">The 0.975 quantile.</param>
    public DemandCurve(double mean, double lowest, double low, double high, double highest)
    {
        mean = Math.Max(0, mean);
        _lowest = Math.Max(0, lowest);
        _low = Math.Max(_lowest, low);
        _high = Math.Max(_low, high);
        _highest = Math.Max(_high, highest);
        var levels = ForecastRun.Levels;
        var (outer, inner, above) = (levels[1] - levels[0], levels[2] - levels[1], 1 - levels[3]);
        _tail = (_highest - _high) / Math.Log((1 - levels[2]) / above);
        var ends = (levels[0] * _lowest / 2) + (outer * (_lowest + _low) / 2) + (outer * (_high + _highest) / 2) + (above * (_highest + _tail));

        // The mean of the power curve w^bend over (0, 1) is 1 / (1 + bend).
        var wanted = (mean - ends) / inner;
        var share = _high > _low ? Math.Clamp((wanted - _low) / (_high - _low), 0, 1) : 0;
        _bend = (1 / share) - 1;
        var missing = mean - ends - (inner * (_low + (share * (_high - _low))));

        // What no bend can give: more in the tail, or less of everything.
        _tail += missing > 0 ? missing / above : 0;
        _factor = missing < 0 && mean - missing > 0 ? mean / (mean - missing) : 1;
    }

    /// <summary>The demand that a day stays at or below with a probability.</summary>
    /// <param name="level">In [0, 1].</param>
    /// <returns>Pieces, 0 or more.</returns>
    public double Quantile(double level)
    {
        var levels = ForecastRun.Levels;
        return _factor * (level <= levels[0] ? Between(0, _lowest, level / levels[0])
            : level <= levels[1] ? Between(_lowest, _low, (level - levels[0]) / (levels[1] - levels[0]))
            : level <= levels[2] ? Between(_low, _high, double.IsFinite(_bend) ? Math.Pow((level - levels[1]) / (levels[2] - levels[1]), _bend) : 0)
            : level <= levels[3] ? Between(_high, _highest, (level - levels[2]) / (levels[3] - levels[2]))
            : _highest + (_tail * Math.Log((1 - levels[3]) / Math.Max(1e-9, 1 - level))));
    }

    private static double Between(double low, double high, double share) => low + (share * (high - low));
}
