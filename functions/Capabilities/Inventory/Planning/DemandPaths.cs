using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>
/// Draws days of demand from a forecast's quantiles: between them along straight lines, above the highest along an exponential tail, with
/// errors of neighbouring days correlated as first-order autoregression. Beyond the forecast its last week goes on.
/// </summary>
/// <param name="forecast">The forecast.</param>
public sealed class DemandPaths(StoredForecast forecast)
{
    // A forecast that is too low today is likely to be so tomorrow.
    private const double Correlation = 0.5;
    private const int Week = 7;

    /// <summary>Draws one path.</summary>
    /// <param name="path">Receives whole pieces, by day from the forecast's first.</param>
    /// <param name="random">Source of chance.</param>
    public void Draw(Span<int> path, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var (z, days) = (Normal(random), forecast.Mean.Length);
        var carried = 0.0;
        for (var day = 0; day < path.Length; day++)
        {
            var at = day < days ? day : Math.Max(0, days - Week + ((day - days) % Math.Min(Week, days)));
            z = day == 0 ? z : (Correlation * z) + (Math.Sqrt(1 - (Correlation * Correlation)) * Normal(random));
            var wanted = Quantile(at, NormalDistribution.Probability(z)) + carried;

            // What is cut off one day counts the next: rounding changes no mean.
            path[day] = (int)Math.Max(0, Math.Floor(wanted));
            carried = Math.Clamp(wanted - path[day], 0, 1);
        }
    }

    private double Quantile(int day, double level)
    {
        var (levels, ends) = (ForecastRun.Levels, forecast.Quantiles);
        var middle = Math.Clamp(forecast.Mean[day], ends[1][day], ends[2][day]);
        ReadOnlySpan<double> at = [0, levels[0], levels[1], 0.5, levels[2], levels[3]];
        ReadOnlySpan<double> values = [0, ends[0][day], ends[1][day], middle, ends[2][day], ends[3][day]];
        for (var i = 1; i < at.Length; i++)
        {
            if (level <= at[i])
            {
                return values[i - 1] + ((level - at[i - 1]) / (at[i] - at[i - 1]) * (values[i] - values[i - 1]));
            }
        }

        var scale = Math.Max(0, values[5] - values[4]) / Math.Log((1 - at[4]) / (1 - at[5]));
        return values[5] + (scale * Math.Log((1 - at[5]) / Math.Max(1e-6, 1 - level)));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
