using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>
/// Draws days of demand from a forecast's quantiles, so that their mean is the forecast's: see <see cref="DemandCurve"/>. Errors of neighbouring
/// days are correlated as first-order autoregression. Beyond the forecast its last week goes on.
/// </summary>
/// <param name="forecast">The forecast.</param>
public sealed class DemandPaths(StoredForecast forecast)
{
    // A forecast that is too low today is likely to be so tomorrow.
    private const double Correlation = 0.5;
    private const int Week = 7;
    private readonly DemandCurve[] _days = [.. forecast.Mean.Select((mean, day) =>
        new DemandCurve(mean, forecast.Quantiles[0][day], forecast.Quantiles[1][day], forecast.Quantiles[2][day], forecast.Quantiles[3][day]))];

    /// <summary>Draws one path.</summary>
    /// <param name="path">Receives whole pieces, by day from the forecast's first.</param>
    /// <param name="random">Source of chance.</param>
    public void Draw(Span<int> path, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);

        // What is cut off one day counts the next: with a chance to begin with, rounding changes no mean, not of a single day either.
        var (z, carried) = (Normal(random), random.NextDouble());
        for (var day = 0; day < path.Length; day++)
        {
            z = day == 0 ? z : (Correlation * z) + (Math.Sqrt(1 - (Correlation * Correlation)) * Normal(random));
            var wanted = _days[Place(day)].Quantile(NormalDistribution.Probability(z)) + carried;
            path[day] = (int)Math.Floor(wanted);
            carried = Math.Clamp(wanted - path[day], 0, 1);
        }
    }

    private int Place(int day) => day < _days.Length ? day : Math.Max(0, _days.Length - Week + ((day - _days.Length) % Math.Min(Week, _days.Length)));

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
