namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Normal equations of a regression on lags, solved for any ridge penalty.</summary>
internal sealed class RidgeEquations
{
    private readonly int _count;
    private readonly double[] _products;
    private readonly double[] _targets;
    private readonly double _rows;

    /// <summary>Sums up rows.</summary>
    /// <param name="values">The series.</param>
    /// <param name="lags">Lags, ascending.</param>
    /// <param name="from">First target.</param>
    /// <param name="to">End of the targets.</param>
    /// <param name="memory">Weight of a row against the next one, in (0, 1].</param>
    public RidgeEquations(double[] values, int[] lags, int from, int to, double memory)
    {
        _count = lags.Length;
        _products = new double[_count * _count];
        _targets = new double[_count];
        Span<double> row = stackalloc double[_count];
        var weight = Math.Pow(memory, to - from);
        for (var t = from; t < to; t++)
        {
            weight /= memory;
            _rows += weight;
            for (var j = 0; j < _count; j++)
            {
                row[j] = values[t - lags[j]];
            }

            for (var j = 0; j < _count; j++)
            {
                var factor = weight * row[j];
                _targets[j] += factor * values[t];
                for (var k = 0; k <= j; k++)
                {
                    _products[(j * _count) + k] += factor * row[k];
                }
            }
        }
    }

    /// <summary>Solves the equations by Cholesky's decomposition.</summary>
    /// <param name="penalty">Ridge penalty against the number of rows, above 0.</param>
    public double[] Solve(double penalty)
    {
        var factor = (double[])_products.Clone();
        for (var j = 0; j < _count; j++)
        {
            factor[(j * _count) + j] += penalty * _rows;
        }

        for (var j = 0; j < _count; j++)
        {
            for (var k = 0; k <= j; k++)
            {
                var sum = factor[(j * _count) + k];
                for (var i = 0; i < k; i++)
                {
                    sum -= factor[(j * _count) + i] * factor[(k * _count) + i];
                }

                factor[(j * _count) + k] = j == k ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / factor[(k * _count) + k];
            }
        }

        return Substitute(factor);
    }

    private double[] Substitute(double[] factor)
    {
        var solution = (double[])_targets.Clone();
        for (var j = 0; j < _count; j++)
        {
            for (var k = 0; k < j; k++)
            {
                solution[j] -= factor[(j * _count) + k] * solution[k];
            }

            solution[j] /= factor[(j * _count) + j];
        }

        for (var j = _count - 1; j >= 0; j--)
        {
            for (var k = j + 1; k < _count; k++)
            {
                solution[j] -= factor[(k * _count) + j] * solution[k];
            }

            solution[j] /= factor[(j * _count) + j];
        }

        return solution;
    }
}
