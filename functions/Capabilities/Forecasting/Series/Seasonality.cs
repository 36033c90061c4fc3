namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Tests for seasons and takes them out of a history.</summary>
internal sealed class Seasonality
{
    private const double Confidence90 = 1.645;
    private readonly double[] _profile;
    private readonly int _length;
    private readonly bool _isProduct;

    private Seasonality(double[] adjusted, double[] profile, bool isProduct) =>
        (Adjusted, _profile, _length, _isProduct) = (adjusted, profile, adjusted.Length, isProduct);

    /// <summary>The history without its seasons.</summary>
    public double[] Adjusted { get; }

    /// <summary>Whether a season was found.</summary>
    public bool IsSeasonal => _profile.Length > 1;

    /// <summary>
    /// The 90 % test on the autocorrelation at the season's lag with Bartlett's standard error that the M4 competition's benchmarks use
    /// (Makridakis, Spiliotis, Assimakopoulos, Int. J. Forecasting 36 (2020) 54-74).
    /// </summary>
    /// <param name="values">History without gaps.</param>
    /// <param name="season">Season length in steps, 2 or more.</param>
    /// <returns>False where the history is shorter than three seasons.</returns>
    public static bool Test(ReadOnlySpan<double> values, int season)
    {
        if (values.Length < 3 * season)
        {
            return false;
        }

        var squares = 0.0;
        for (var lag = 1; lag < season; lag++)
        {
            var correlation = Autocorrelation(values, lag);
            squares += correlation * correlation;
        }

        return Math.Abs(Autocorrelation(values, season)) > Confidence90 * Math.Sqrt((1 + (2 * squares)) / values.Length);
    }

    /// <summary>Takes out the given seasons, shortest first, by classical decomposition (Kendall and Stuart): products where all values
    /// are above 0, else sums.</summary>
    /// <param name="values">History without gaps.</param>
    /// <param name="seasons">Season lengths that were found, shortest first.</param>
    public static Seasonality Remove(double[] values, IReadOnlyList<int> seasons)
    {
        var isProduct = values.AsSpan().IndexOfAnyInRange(double.NegativeInfinity, 0) < 0;
        var adjusted = (double[])values.Clone();
        double[] whole = [isProduct ? 1 : 0];
        foreach (var season in seasons)
        {
            if (values.Length < 2 * season)
            {
                continue;
            }

            var profile = Profile(adjusted, season, isProduct);
            for (var i = 0; i < adjusted.Length; i++)
            {
                adjusted[i] = isProduct ? adjusted[i] / profile[i % season] : adjusted[i] - profile[i % season];
            }

            whole = Joined(whole, profile, isProduct);
        }

        return new Seasonality(adjusted, whole, isProduct);
    }

    /// <summary>Puts the seasons back.</summary>
    /// <param name="forecast">Steps after the history, changed in place.</param>
    public void Restore(Span<double> forecast)
    {
        for (var h = 0; h < forecast.Length; h++)
        {
            var effect = _profile[(_length + h) % _profile.Length];
            forecast[h] = _isProduct ? forecast[h] * effect : forecast[h] + effect;
        }
    }

    internal static double Autocorrelation(ReadOnlySpan<double> values, int lag)
    {
        var mean = 0.0;
        foreach (var value in values)
        {
            mean += value / values.Length;
        }

        var (product, square) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var centred = values[i] - mean;
            square += centred * centred;
            product += i >= lag ? centred * (values[i - lag] - mean) : 0;
        }

        return square == 0 ? 0 : product / square;
    }

    private static double[] Profile(double[] values, int season, bool isProduct)
    {
        var trend = MovingAverage.Centred(values, season);
        var (sums, counts) = (new double[season], new int[season]);
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(trend[i]))
            {
                sums[i % season] += isProduct ? values[i] / trend[i] : values[i] - trend[i];
                counts[i % season]++;
            }
        }

        var mean = 0.0;
        for (var s = 0; s < season; s++)
        {
            sums[s] = counts[s] > 0 ? sums[s] / counts[s] : isProduct ? 1 : 0;
            mean += sums[s] / season;
        }

        for (var s = 0; s < season; s++)
        {
            sums[s] = isProduct ? Math.Max(1e-3, sums[s] / mean) : sums[s] - mean;
        }

        return sums;
    }

    private static double[] Joined(double[] left, double[] right, bool isProduct)
    {
        var length = left.Length * right.Length / GreatestDivisor(left.Length, right.Length);
        var joined = new double[length];
        for (var i = 0; i < length; i++)
        {
            var (a, b) = (left[i % left.Length], right[i % right.Length]);
            joined[i] = isProduct ? a * b : a + b;
        }

        return joined;
    }

    private static int GreatestDivisor(int a, int b) => b == 0 ? a : GreatestDivisor(b, a % b);
}
