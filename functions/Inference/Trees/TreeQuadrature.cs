namespace XbFunctions.Inference;

/// <summary>Points and weights of the Gauss-Legendre rule on [0, 1]: n points integrate polynomials up to degree 2n - 1 exactly.</summary>
/// <remarks>Source: Golub, Welsch, "Calculation of Gauss Quadrature Rules" (1969); the roots by Newton's method on Bonnet's recursion.</remarks>
internal sealed class TreeQuadrature
{
    /// <summary>Makes a rule.</summary>
    /// <param name="count">Number of points, 1 or more.</param>
    public TreeQuadrature(int count)
    {
        (Points, Weights) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            var slope = 0.0;
            for (var step = 0; step < 100; step++)
            {
                (var value, slope) = Legendre(count, x);
                var delta = value / slope;
                x -= delta;
                if (Math.Abs(delta) < 1e-16)
                {
                    break;
                }
            }

            Points[i] = (1 + x) / 2;
            Weights[i] = 1 / ((1 - (x * x)) * slope * slope);
        }
    }

    /// <summary>Where the integrand is evaluated, in (0, 1).</summary>
    public double[] Points { get; }

    /// <summary>Weights, which add up to 1.</summary>
    public double[] Weights { get; }

    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        var (before, value) = (1.0, x);
        for (var n = 2; n <= degree; n++)
        {
            (before, value) = (value, (((2 * n) - 1) * x * value - ((n - 1) * before)) / n);
        }

        return (value, degree * ((x * value) - before) / ((x * x) - 1));
    }
}
