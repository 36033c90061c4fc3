using System.Buffers;

namespace XbFunctions.Inference;

/// <summary>
/// Splits a row's raw score among its columns, exactly (<see cref="Explain"/>) or fast enough for every event (<see cref="Attribute"/>).
/// Both add up to the score. A split on an unknown column sends a row down both sides in proportion to the training rows that went there.
/// Thread-safe.
/// </summary>
public sealed class TreeExplainer
{
    private readonly TreeEnsemble _ensemble;
    private readonly double[][] _expected;
    private readonly int _scratchLength;

    /// <summary>Prepares the expected score and the scratch size.</summary>
    /// <param name="ensemble">Trees with the cover of every node above 0.</param>
    /// <exception cref="ArgumentException">A node's cover is not above 0.</exception>
    public TreeExplainer(TreeEnsemble ensemble)
    {
        _ensemble = ensemble;
        _expected = new double[ensemble.TreeCount][];
        BaseValue = ensemble.BaseScore;
        var depth = 0;
        for (var tree = 0; tree < ensemble.TreeCount; tree++)
        {
            _expected[tree] = Expected(tree, ensemble.Tree(tree));
            BaseValue += _expected[tree][0];
            depth = Math.Max(depth, Depth(ensemble.Tree(tree)));
        }

        // A level works on its own copy of the path, one element longer than its parent's.
        _scratchLength = (depth + 2) * (depth + 3) / 2;
    }

    /// <summary>Expected raw score over the training rows: what <see cref="Explain"/>'s contributions start from.</summary>
    public double BaseValue { get; }

    /// <summary>Number of columns of a row.</summary>
    public int Width => _ensemble.Columns.Count;

    /// <summary>Column names in the order of a row.</summary>
    public IReadOnlyList<string> Columns => _ensemble.Columns;

    /// <summary>Splits one row's raw score by exact SHAP values: base value and contributions add up to it within 1e-5.</summary>
    /// <remarks>
    /// Source: Lundberg, Erion, Lee, "Consistent Individualized Feature Attribution for Tree Ensembles" (2018), Algorithm 2. Time is
    /// O(trees x leaves x depth^2), milliseconds a row: for the few rows that somebody studies, not for a stream.
    /// </remarks>
    /// <param name="row">Values in column order, shape <c>[Width]</c>; NaN is missing.</param>
    /// <param name="contributions">Destination, shape <c>[Width]</c>, in log odds; overwritten.</param>
    /// <param name="baseValue">Expected raw score over the training rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A span is not as wide as the columns.</exception>
    public void Explain(ReadOnlySpan<float> row, Span<double> contributions, out double baseValue)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, Width, nameof(row));
        ArgumentOutOfRangeException.ThrowIfNotEqual(contributions.Length, Width, nameof(contributions));
        baseValue = BaseValue;
        contributions.Clear();
        var scratch = ArrayPool<TreePathStep>.Shared.Rent(_scratchLength);
        try
        {
            for (var tree = 0; tree < _ensemble.TreeCount; tree++)
            {
                var walk = new Walk(_ensemble.Tree(tree), row, contributions);
                walk.Descend(0, [], scratch, new TreePathStep(-1, 1, 1));
            }
        }
        finally
        {
            ArrayPool<TreePathStep>.Shared.Return(scratch);
        }
    }

    /// <summary>
    /// Splits one row's raw score along the paths that the row takes: each split credits its column with the change of the expected score.
    /// Base value and contributions add up to the score within rounding. Of two columns that act only together, the one nearer to the leaf
    /// gets more than its Shapley value.
    /// </summary>
    /// <remarks>
    /// Source: Saabas, "Interpreting random forests" (2014), https://blog.datadive.net/interpreting-random-forests. Time is
    /// O(trees x depth), microseconds a row, whatever the row is.
    /// </remarks>
    /// <param name="row">Values in column order, shape <c>[Width]</c>; NaN is missing.</param>
    /// <param name="contributions">Destination, shape <c>[Width]</c>, in log odds; overwritten.</param>
    /// <param name="baseValue">Expected raw score over the training rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A span is not as wide as the columns.</exception>
    public void Attribute(ReadOnlySpan<float> row, Span<double> contributions, out double baseValue)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, Width, nameof(row));
        ArgumentOutOfRangeException.ThrowIfNotEqual(contributions.Length, Width, nameof(contributions));
        baseValue = BaseValue;
        contributions.Clear();
        for (var index = 0; index < _expected.Length; index++)
        {
            var tree = _ensemble.Tree(index);
            var expected = _expected[index];
            for (var at = 0; !tree[at].IsLeaf;)
            {
                ref readonly var node = ref tree[at];
                var next = TreeEnsemble.GoesLeft(in node, row[node.Feature]) ? node.Left : node.Right;
                contributions[node.Feature] += expected[next] - expected[at];
                at = next;
            }
        }
    }

    // Expected value of every node; children stand behind their parents.
    private static double[] Expected(int index, ReadOnlySpan<TreeNode> tree)
    {
        var expected = new double[tree.Length];
        for (var i = tree.Length - 1; i >= 0; i--)
        {
            ref readonly var node = ref tree[i];
            if (!(node.Cover > 0))
            {
                throw new ArgumentException($"Tree {index}, node {i}: the cover must be above 0, got {node.Cover}.", nameof(tree));
            }

            expected[i] = node.IsLeaf
                ? node.Value
                : ((tree[node.Left].Cover * expected[node.Left]) + (tree[node.Right].Cover * expected[node.Right])) / node.Cover;
        }

        return expected;
    }

    private static int Depth(ReadOnlySpan<TreeNode> tree)
    {
        var depths = new int[tree.Length];
        var deepest = 0;
        for (var i = 0; i < tree.Length; i++)
        {
            deepest = Math.Max(deepest, depths[i]);
            if (!tree[i].IsLeaf)
            {
                depths[tree[i].Left] = depths[tree[i].Right] = depths[i] + 1;
            }
        }

        return deepest;
    }

    /// <summary>One tree, one row: the recursion of Algorithm 2.</summary>
    private readonly ref struct Walk(ReadOnlySpan<TreeNode> tree, ReadOnlySpan<float> row, Span<double> contributions)
    {
        private readonly ReadOnlySpan<TreeNode> _tree = tree;
        private readonly ReadOnlySpan<float> _row = row;
        private readonly Span<double> _contributions = contributions;

        public void Descend(int index, ReadOnlySpan<TreePathStep> parent, Span<TreePathStep> scratch, TreePathStep step)
        {
            var path = scratch[..(parent.Length + 1)];
            var below = scratch[path.Length..];
            parent.CopyTo(path);
            TreePath.Extend(path, step);
            ref readonly var node = ref _tree[index];
            if (node.IsLeaf)
            {
                Credit(path, node.Value);
                return;
            }

            // A column met before on this path is taken out and put back with both fractions multiplied.
            var (zero, one) = (1.0, 1.0);
            for (var i = 1; i < path.Length; i++)
            {
                if (path[i].Feature == node.Feature)
                {
                    (zero, one) = (path[i].Zero, path[i].One);
                    TreePath.Unwind(path, i);
                    path = path[..^1];
                    break;
                }
            }

            var goesLeft = TreeEnsemble.GoesLeft(in node, _row[node.Feature]);
            var (hot, cold) = goesLeft ? (node.Left, node.Right) : (node.Right, node.Left);
            Descend(hot, path, below, new TreePathStep(node.Feature, zero * _tree[hot].Cover / node.Cover, one));
            Descend(cold, path, below, new TreePathStep(node.Feature, zero * _tree[cold].Cover / node.Cover, 0));
        }

        private void Credit(ReadOnlySpan<TreePathStep> path, double value)
        {
            // What the row itself does not pass shares one sum: its zero fraction cancels out of Algorithm 2's last line.
            var blocked = -value * TreePath.UnwoundSumOfBlocked(path);
            for (var i = 1; i < path.Length; i++)
            {
                ref readonly var step = ref path[i];
                _contributions[step.Feature] += step.One == 0 ? blocked : TreePath.UnwoundSum(path, i) * (1 - step.Zero) * value;
            }
        }
    }
}
