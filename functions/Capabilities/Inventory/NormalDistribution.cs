namespace XbFunctions.Capabilities.Inventory;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>Density.</summary>
    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(Math.Tau);

    /// <summary>Probability of at most <paramref name="z"/>, to about 1e-15: the series of Marsaglia, J. Statistical Software 11 (2004) 4.</summary>
    public static double Probability(double z)
    {
        if (Math.Abs(z) > 8)
        {
            return z < 0 ? 0 : 1;
        }

        var (sum, term, i) = (z, z, 1.0);
        while (Math.Abs(term) > 1e-17)
        {
            i += 2;
            term *= z * z / i;
            sum += term;
        }

        return 0.5 + (sum * Density(z));
    }

    /// <summary>The value that demand stays at or below with a probability, by bisection.</summary>
    /// <param name="probability">In (0, 1).</param>
    public static double Quantile(double probability)
    {
        var (low, high) = (-8.0, 8.0);
        while (high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            (low, high) = Probability(middle) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
