namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// How often demand comes and how much it varies: Syntetos, Boylan and Croston, "On the categorization of demand patterns",
/// J. Operational Research Society 56 (2005) 495-503.
/// </summary>
/// <param name="Interval">ADI: steps for each step with demand, 1 or more; infinite without demand.</param>
/// <param name="Variation">CV²: squared coefficient of variation of the demand of steps that have some, 0 or more.</param>
public readonly record struct DemandProfile(double Interval, double Variation)
{
    private const double IntervalCut = 1.32;
    private const double VariationCut = 0.49;

    /// <summary>The class by the published cuts, 1.32 and 0.49.</summary>
    public DemandClass Class => (Interval > IntervalCut, Variation > VariationCut) switch
    {
        (false, false) => DemandClass.Smooth,
        (true, false) => DemandClass.Intermittent,
        (false, true) => DemandClass.Erratic,
        (true, true) => DemandClass.Lumpy,
    };

    /// <summary>Measures a history.</summary>
    /// <param name="values">History; NaN is missing and left out. A value that is not 0 is demand.</param>
    public static DemandProfile Of(ReadOnlySpan<double> values)
    {
        var (steps, count, sum, squares) = (0, 0, 0.0, 0.0);
        foreach (var value in values)
        {
            steps += double.IsNaN(value) ? 0 : 1;
            if (!double.IsNaN(value) && value != 0)
            {
                count++;
                sum += value;
                squares += value * value;
            }
        }

        if (count == 0)
        {
            return new DemandProfile(double.PositiveInfinity, 0);
        }

        var mean = sum / count;
        var variance = Math.Max(0, (squares / count) - (mean * mean));
        return new DemandProfile((double)steps / count, mean == 0 ? 0 : variance / (mean * mean));
    }
}
