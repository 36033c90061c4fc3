namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Smooths the size of demand apart from how often it comes; the methods of <see cref="IntermittentKind"/>.</summary>
internal sealed class IntermittentMethod(IntermittentKind kind, double smoothing) : IForecastMethod
{
    public string Name => FormattableString.Invariant($"{kind.ToString().ToLowerInvariant()}-{smoothing:0.##}");

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        var values = history.Values;
        var profile = DemandProfile.Of(values);
        if (profile.Class is not (DemandClass.Intermittent or DemandClass.Lumpy))
        {
            return false;
        }

        forecast.Fill(double.IsInfinity(profile.Interval) ? 0 : Rate(values, profile));
        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }

    private double Rate(double[] values, DemandProfile profile)
    {
        var first = Array.FindIndex(values, static value => value != 0);
        var (size, interval, chance, since) = (values[first], profile.Interval, 1 / profile.Interval, 0);
        foreach (var value in values)
        {
            since++;
            chance += smoothing * ((value != 0 ? 1 : 0) - chance);
            if (value != 0)
            {
                size += smoothing * (value - size);
                interval += smoothing * (since - interval);
                since = 0;
            }
        }

        return kind switch
        {
            IntermittentKind.Croston => size / interval,
            IntermittentKind.Sba => (1 - (smoothing / 2)) * size / interval,
            _ => chance * size,
        };
    }
}
