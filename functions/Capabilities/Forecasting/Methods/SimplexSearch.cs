namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Minimises a function of few numbers within bounds: Nelder and Mead, Computer Journal 7 (1965) 308-313.</summary>
internal static class SimplexSearch
{
    private const double Tolerance = 1e-6;

    /// <summary>A function to minimise.</summary>
    /// <param name="point">Within the bounds.</param>
    public delegate double Objective(ReadOnlySpan<double> point);

    /// <summary>Searches from a start.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="start">Start, changed into the best point.</param>
    /// <param name="lower">Lower bounds.</param>
    /// <param name="upper">Upper bounds.</param>
    /// <param name="iterations">Steps at most.</param>
    /// <returns>The function at the best point.</returns>
    public static double Minimise(
        Objective objective, Span<double> start, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, int iterations)
    {
        var n = start.Length;
        var points = new double[n + 1][];
        var values = new double[n + 1];
        for (var i = 0; i <= n; i++)
        {
            points[i] = start.ToArray();
            if (i > 0)
            {
                var step = 0.15 * (upper[i - 1] - lower[i - 1]);
                points[i][i - 1] += points[i][i - 1] + step <= upper[i - 1] ? step : -step;
            }

            values[i] = objective(points[i]);
        }

        for (var iteration = 0; iteration < iterations; iteration++)
        {
            Array.Sort(values, points);
            if (values[n] - values[0] <= Tolerance * (Math.Abs(values[0]) + 1e-12))
            {
                break;
            }

            Step(objective, points, values, lower, upper);
        }

        Array.Sort(values, points);
        points[0].CopyTo(start);
        return values[0];
    }

    private static void Step(
        Objective objective, double[][] points, double[] values, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        var n = points.Length - 1;
        var centre = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                centre[j] += points[i][j] / n;
            }
        }

        var reflected = Move(centre, points[n], -1, lower, upper);
        var value = objective(reflected);
        if (value < values[0])
        {
            var expanded = Move(centre, points[n], -2, lower, upper);
            var further = objective(expanded);
            (points[n], values[n]) = further < value ? (expanded, further) : (reflected, value);
        }
        else if (value < values[n - 1])
        {
            (points[n], values[n]) = (reflected, value);
        }
        else
        {
            Contract(objective, points, values, centre, lower, upper);
        }
    }

    private static void Contract(
        Objective objective,
        double[][] points,
        double[] values,
        double[] centre,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper)
    {
        var n = points.Length - 1;
        var inner = Move(centre, points[n], 0.5, lower, upper);
        var value = objective(inner);
        if (value < values[n])
        {
            (points[n], values[n]) = (inner, value);
            return;
        }

        for (var i = 1; i <= n; i++)
        {
            points[i] = Move(points[0], points[i], 0.5, lower, upper);
            values[i] = objective(points[i]);
        }
    }

    private static double[] Move(double[] from, double[] towards, double share, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        var point = new double[from.Length];
        for (var j = 0; j < point.Length; j++)
        {
            point[j] = Math.Clamp(from[j] + (share * (towards[j] - from[j])), lower[j], upper[j]);
        }

        return point;
    }
}
