namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Makes forecasts add up over a tree. With independent errors the MinTrace combination (Wickramasuriya, Athanasopoulos and Hyndman, J.
/// American Statistical Association 114 (2019) 804-819) is what two passes over the tree give: upwards every node's own forecast is weighed
/// against its children's sum by their variances, downwards what a parent has moved is shared by its children's variances.
/// </summary>
internal static class TreeReconciler
{
    /// <summary>Reconciles.</summary>
    /// <param name="parents">Index of each node's parent, lower than its own; -1 for a root.</param>
    /// <param name="means">Forecast of each node.</param>
    /// <param name="variances">Variance of its error, above 0.</param>
    /// <returns>Forecasts that add up, by node; where a leaf would be negative it is 0 and the sums are of what is left.</returns>
    public static double[] Reconcile(ReadOnlySpan<int> parents, ReadOnlySpan<double> means, ReadOnlySpan<double> variances)
    {
        var count = parents.Length;
        var (sums, spreads, children) = (new double[count], new double[count], new int[count]);
        var (combined, gathered) = (new double[count], new double[count]);
        for (var node = count - 1; node >= 0; node--)
        {
            (combined[node], gathered[node]) = (means[node], variances[node]);
            if (children[node] > 0)
            {
                var trust = spreads[node] / (spreads[node] + variances[node]);
                combined[node] = sums[node] + (trust * (means[node] - sums[node]));
                gathered[node] = spreads[node] * variances[node] / (spreads[node] + variances[node]);
            }

            if (parents[node] >= 0)
            {
                sums[parents[node]] += combined[node];
                spreads[parents[node]] += gathered[node];
                children[parents[node]]++;
            }
        }

        for (var node = 0; node < count; node++)
        {
            if (parents[node] is var parent and >= 0)
            {
                combined[node] += gathered[node] / spreads[parent] * (combined[parent] - sums[parent]);
            }
        }

        return AddUp(parents, combined, children);
    }

    /// <summary>Adds leaves up and drops what the nodes above forecast themselves.</summary>
    public static double[] BottomUp(ReadOnlySpan<int> parents, ReadOnlySpan<double> means)
    {
        var children = new int[parents.Length];
        foreach (var parent in parents)
        {
            children[Math.Max(parent, 0)] += parent >= 0 ? 1 : 0;
        }

        return AddUp(parents, means.ToArray(), children);
    }

    private static double[] AddUp(ReadOnlySpan<int> parents, double[] values, int[] children)
    {
        for (var node = 0; node < values.Length; node++)
        {
            values[node] = children[node] > 0 ? 0 : Math.Max(0, values[node]);
        }

        for (var node = values.Length - 1; node >= 0; node--)
        {
            if (parents[node] >= 0)
            {
                values[parents[node]] += values[node];
            }
        }

        return values;
    }
}
