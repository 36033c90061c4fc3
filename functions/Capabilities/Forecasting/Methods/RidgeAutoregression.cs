namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Autoregression on the differences of a series (of its logarithms where all values are above 0), fitted with a ridge penalty (Hoerl and
/// Kennard, Technometrics 12 (1970) 55-67) that is chosen on the last fifth of the history, and run forward step by step.
/// </summary>
internal sealed class RidgeAutoregression(int shortLags, bool isFull, double memory) : IForecastMethod
{
    private const int MostRows = 800;
    private const int MostLags = 64;
    private static readonly double[] Penalties = [0.003, 0.03, 0.1, 0.3, 1, 3];

    public string Name => FormattableString.Invariant($"ridge-{(isFull ? "full" : shortLags)}-{memory:0.###}");

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        var levels = history.IsPositive ? Array.ConvertAll(history.Values, Math.Log) : history.Values;
        var lags = Lags(history);
        var differences = Differences(levels, out var mean, out var spread);
        var rows = Math.Min(MostRows, differences.Length - lags[^1]);
        if (rows < Math.Max(12, lags.Length) || spread == 0)
        {
            return false;
        }

        var cut = differences.Length - (rows / 5);
        var tried = new RidgeEquations(differences, lags, cut - (rows - (rows / 5)), cut, memory);
        var (best, bestError) = (Penalties[^1], double.PositiveInfinity);
        foreach (var penalty in Penalties)
        {
            var error = Error(differences, lags, cut, tried.Solve(penalty));
            (best, bestError) = error < bestError ? (penalty, error) : (best, bestError);
        }

        var all = new RidgeEquations(differences, lags, differences.Length - rows, differences.Length, memory);
        Run(differences, lags, all.Solve(best), forecast);
        var level = levels[^1];
        for (var h = 0; h < forecast.Length; h++)
        {
            level += (forecast[h] * spread) + mean;
            forecast[h] = history.IsPositive ? Math.Exp(level) : level;
        }

        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }

    private int[] Lags(MethodInput history)
    {
        // Without a season to go by, a long history may still hold one that nobody named.
        var longest = history.Seasons.Count == 0 ? Math.Min(MostLags, history.Values.Length / 5) : history.LongestSeason;
        IEnumerable<int> near = Enumerable.Range(1, isFull ? Math.Min(Math.Max(longest + 1, shortLags), MostLags) : shortLags);
        var seasonal = history.Seasons.SelectMany(static season => Enumerable.Range(season - 1, 3)).Where(static lag => lag > 0);
        var fits = history.Values.Length / 2;
        return [.. near.Concat(seasonal).Where(lag => lag == 1 || lag < fits).Distinct().Order()];
    }

    private static double[] Differences(double[] levels, out double mean, out double spread)
    {
        var differences = new double[Math.Max(0, levels.Length - 1)];
        (mean, spread) = (0, 0);
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = levels[i + 1] - levels[i];
            mean += differences[i] / differences.Length;
        }

        foreach (var value in differences)
        {
            spread += (value - mean) * (value - mean) / differences.Length;
        }

        spread = Math.Sqrt(spread);
        for (var i = 0; i < differences.Length && spread > 0; i++)
        {
            differences[i] = Math.Clamp((differences[i] - mean) / spread, -6, 6);
        }

        return differences;
    }

    private static double Error(double[] values, int[] lags, int from, double[] weights)
    {
        var sum = 0.0;
        for (var t = from; t < values.Length; t++)
        {
            var expected = 0.0;
            for (var j = 0; j < lags.Length; j++)
            {
                expected += weights[j] * values[t - lags[j]];
            }

            sum += (values[t] - expected) * (values[t] - expected);
        }

        return sum;
    }

    private static void Run(double[] values, int[] lags, double[] weights, Span<double> forecast)
    {
        for (var h = 0; h < forecast.Length; h++)
        {
            forecast[h] = 0;
            for (var j = 0; j < lags.Length; j++)
            {
                forecast[h] += weights[j] * (lags[j] > h ? values[values.Length + h - lags[j]] : forecast[h - lags[j]]);
            }
        }
    }
}
