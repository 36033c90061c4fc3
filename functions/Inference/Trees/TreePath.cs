namespace XbFunctions.Inference;

/// <summary>EXTEND and UNWIND of Algorithm 2 (see <see cref="TreeExplainer"/>): adding a column to all subsets, and taking it out.</summary>
internal static class TreePath
{
    /// <summary>Writes a step into the last place and spreads the weights over the longer subsets.</summary>
    /// <param name="path">The path; its last element is overwritten.</param>
    /// <param name="step">The step to add; its weight is ignored.</param>
    public static void Extend(Span<TreePathStep> path, TreePathStep step)
    {
        var last = path.Length - 1;
        path[last] = step with { Weight = last == 0 ? 1 : 0 };
        double length = path.Length;
        for (var i = last - 1; i >= 0; i--)
        {
            var weight = path[i].Weight;
            path[i + 1] = path[i + 1] with { Weight = path[i + 1].Weight + (step.One * weight * (i + 1) / length) };
            path[i] = path[i] with { Weight = step.Zero * weight * (last - i) / length };
        }
    }

    /// <summary>Undoes <see cref="Extend"/> for the step at <paramref name="at"/>; the last element is then unused.</summary>
    /// <param name="path">The path.</param>
    /// <param name="at">Index of the step to take out, above 0.</param>
    public static void Unwind(Span<TreePathStep> path, int at)
    {
        var last = path.Length - 1;
        double length = path.Length;
        var (zero, one) = (path[at].Zero, path[at].One);
        var next = path[last].Weight;
        for (var i = last - 1; i >= 0; i--)
        {
            var old = path[i].Weight;
            double weight;
            if (one != 0)
            {
                weight = next * length / ((i + 1) * one);
                next = old - (weight * zero * (last - i) / length);
            }
            else
            {
                weight = old * length / (zero * (last - i));
            }

            path[i] = path[i] with { Weight = weight };
        }

        for (var i = at; i < last; i++)
        {
            path[i] = path[i + 1] with { Weight = path[i].Weight };
        }
    }

    /// <summary>Sum of the weights that <see cref="Unwind"/> would leave, without changing the path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="at">Index of the step to leave out, above 0.</param>
    public static double UnwoundSum(ReadOnlySpan<TreePathStep> path, int at)
    {
        var last = path.Length - 1;
        double length = path.Length;
        var (zero, one) = (path[at].Zero, path[at].One);
        var next = path[last].Weight;
        double sum = 0;
        for (var i = last - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = next * length / ((i + 1) * one);
                next = path[i].Weight - (weight * zero * (last - i) / length);
                sum += weight;
            }
            else
            {
                sum += path[i].Weight * length / (zero * (last - i));
            }
        }

        return sum;
    }
}
