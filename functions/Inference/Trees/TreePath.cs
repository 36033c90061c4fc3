namespace XbFunctions.Inference;

/// <summary>
/// EXTEND and UNWIND of Algorithm 2 (see <see cref="TreeExplainer"/>): adding a column to all subsets, and taking it out.
/// </summary>
internal static class TreePath
{
    /// <summary>Writes a step into the last place and spreads the weights over the longer subsets.</summary>
    /// <param name="path">The path; its last element is overwritten.</param>
    /// <param name="step">The step to add; its weight is ignored.</param>
    public static void Extend(Span<TreePathStep> path, TreePathStep step)
    {
        var last = path.Length - 1;
        step.Weight = last == 0 ? 1 : 0;
        path[last] = step;
        var (zero, one) = (step.Zero / path.Length, step.One / path.Length);
        for (var i = last - 1; i >= 0; i--)
        {
            var weight = path[i].Weight;
            path[i + 1].Weight += one * weight * (i + 1);
            path[i].Weight = zero * weight * (last - i);
        }
    }

    /// <summary>Undoes <see cref="Extend"/> for the step at <paramref name="at"/>; the last element is then unused.</summary>
    /// <param name="path">The path.</param>
    /// <param name="at">Index of the step to take out, above 0.</param>
    public static void Unwind(Span<TreePathStep> path, int at)
    {
        var last = path.Length - 1;
        double length = path.Length;
        var zero = path[at].Zero / length;
        var passes = path[at].One != 0;
        var next = path[last].Weight;
        for (var i = last - 1; i >= 0; i--)
        {
            ref var weight = ref path[i].Weight;
            var old = weight;
            if (passes)
            {
                weight = next * length / (i + 1);
                next = old - (weight * zero * (last - i));
            }
            else
            {
                weight = old / (zero * (last - i));
            }
        }

        for (var i = at; i < last; i++)
        {
            var weight = path[i].Weight;
            path[i] = path[i + 1];
            path[i].Weight = weight;
        }
    }

    /// <summary>
    /// Sum of the weights that <see cref="Unwind"/> would leave of a step that the row passes, without changing the path.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="at">Index of the step to leave out, above 0; its <see cref="TreePathStep.One"/> is 1.</param>
    public static double UnwoundSum(ReadOnlySpan<TreePathStep> path, int at)
    {
        var last = path.Length - 1;
        double length = path.Length;
        var zero = path[at].Zero / length;
        var next = path[last].Weight;
        double sum = 0;
        for (var i = last - 1; i >= 0; i--)
        {
            var weight = next * length / (i + 1);
            next = path[i].Weight - (weight * zero * (last - i));
            sum += weight;
        }

        return sum;
    }

    /// <summary>The same for a step that the row does not pass, times the step's zero fraction: it is equal for all of them.</summary>
    /// <param name="path">The path.</param>
    public static double UnwoundSumOfBlocked(ReadOnlySpan<TreePathStep> path)
    {
        var last = path.Length - 1;
        double sum = 0;
        for (var i = last - 1; i >= 0; i--)
        {
            sum += path[i].Weight / (last - i);
        }

        return sum * path.Length;
    }
}
