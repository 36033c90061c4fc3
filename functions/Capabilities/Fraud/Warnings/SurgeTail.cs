namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// How probable a count is by chance. Hits of a group are Poisson with a rate that is itself uncertain (gamma), as in the gamma-Poisson
/// shrinker of DuMouchel (1999), "Bayesian data mining in large frequency tables", The American Statistician 53(3): so a count is
/// negative binomial. Clustering that remains is a variance inflation on top (quasi-Poisson).
/// </summary>
internal static class SurgeTail
{
    private const double Negligible = 1e-12;
    private const int MostTerms = 100_000;

    /// <summary>Probability of a count or a greater one.</summary>
    /// <param name="observed">The count; 0 or more.</param>
    /// <param name="mean">Expected count, above 0.</param>
    /// <param name="size">Shape of the rate's gamma distribution, above 0: how much is known of the rate.</param>
    /// <param name="inflation">Variance of a count over that of a Poisson count with the same rate; 1 or more.</param>
    /// <returns>A probability in [0, 1].</returns>
    public static double Probability(int observed, double mean, double size, double inflation)
    {
        if (observed <= 0)
        {
            return 1;
        }

        // The negative binomial whose variance is inflation * mean + mean^2 / size.
        var effective = mean / (inflation - 1 + (mean / size));
        var q = mean / (mean + effective);
        var term = Math.Exp(LogMass(observed, effective, q));
        var sum = 0.0;
        for (var k = observed; k < observed + MostTerms; k++)
        {
            sum += term;
            var ratio = (k + effective) / (k + 1) * q;
            term *= ratio;
            if (ratio < 1 && term < sum * Negligible)
            {
                break;
            }
        }

        return Math.Min(1, sum);
    }

    private static double LogMass(int count, double size, double q)
    {
        var log = (size * Math.Log(1 - q)) + (count * Math.Log(q));
        for (var i = 0; i < count; i++)
        {
            log += Math.Log((size + i) / (i + 1));
        }

        return log;
    }
}
