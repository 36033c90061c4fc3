using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace XbFunctions.Inference;

/// <summary>
/// Exact SHAP values of a tree ensemble. The value of a column is the integral over t in [0, 1] of (one - zero) times the product, over the
/// other columns of a leaf's path, of t one + (1 - t) zero. That is a polynomial of a degree below the number of columns on the path, so that a
/// Gauss-Legendre rule of half as many points is exact; the products of all leaves below a split share one pass down and one up.
/// </summary>
/// <remarks>
/// Sources: Owen, "Multilinear Extensions of Games" (1972), for the integral; Yu, Bifet, Read, Xu, "Linear TreeShap" (2022), for sharing
/// products along the tree. Time is O(splits x points). Thread-safe.
/// </remarks>
internal sealed class TreeShapley
{
    private static readonly int Lanes = Vector512<double>.Count;
    private readonly TreeFork[][] _trees;
    private readonly Rule[] _rules;
    private readonly ConcurrentBag<Scratch> _scratch = [];
    private readonly int _width;
    private readonly int _mostNodes = 1;
    private readonly int _mostVectors = 1;

    /// <summary>Prepares the splits and the rule.</summary>
    /// <param name="ensemble">Trees with the cover of every node above 0.</param>
    public TreeShapley(TreeEnsemble ensemble)
    {
        _width = ensemble.Columns.Count;
        _trees = new TreeFork[ensemble.TreeCount][];
        _rules = new Rule[ensemble.TreeCount];
        var rules = new Dictionary<int, Rule>();
        for (var tree = 0; tree < _trees.Length; tree++)
        {
            _trees[tree] = ForksOf(ensemble.Tree(tree), out var columns);
            _mostNodes = Math.Max(_mostNodes, ensemble.Tree(tree).Length);

            // A few trees have long paths: the others need not pay for their points.
            var vectors = ((columns + 1) / 2 + Lanes - 1) / Lanes;
            _mostVectors = Math.Max(_mostVectors, vectors);
            if (!rules.TryGetValue(vectors, out var rule))
            {
                rules.Add(vectors, rule = new Rule(vectors));
            }

            _rules[tree] = rule;
        }
    }

    /// <summary>Adds the SHAP values of one row.</summary>
    /// <param name="row">Values in column order; NaN is missing.</param>
    /// <param name="contributions">Destination, as wide as the row.</param>
    public void Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        var length = _mostNodes * _mostVectors;
        var scratch = _scratch.TryTake(out var used) ? used : new Scratch((2 * length) + _width);
        var slopes = ArrayPool<double>.Shared.Rent(_mostNodes);
        var credits = scratch.Vectors.Slice(2 * length, _width);
        credits.Clear();
        for (var tree = 0; tree < _trees.Length; tree++)
        {
            var pass = new Pass(_trees[tree], _rules[tree], scratch.Vectors[..length], scratch.Vectors.Slice(length, length), slopes);
            Down(pass, row);
            Up(pass, credits);
        }

        for (var column = 0; column < _width; column++)
        {
            contributions[column] += Vector512.Sum(credits[column]);
        }

        ArrayPool<double>.Shared.Return(slopes);
        _scratch.Add(scratch);
    }

    // Products of the factors from the root to every split, but for its own column's: a column met again replaces its factor.
    private static void Down(in Pass pass, ReadOnlySpan<float> row)
    {
        ReadOnlySpan<Vector512<double>> points = pass.Rule.Points;
        var products = pass.Products;
        var sums = pass.Sums;
        var slopes = pass.Slopes;
        products[..points.Length].Fill(Vector512<double>.One);
        slopes[0] = 0;
        foreach (ref readonly var fork in pass.Forks)
        {
            // Without branches, for many of them would be guessed wrong. A row that leaves the path at an edge of the same column passes neither
            // edge here: a slope of such an edge is below 0.
            var value = row[fork.Feature];
            var left = (value <= fork.Threshold) | (float.IsNaN(value) & fork.MissingLeft);
            var reached = slopes[fork.Ancestor] >= 0;
            var (leftSlope, rightSlope) = ((left & reached ? 1 : 0) - fork.LeftZero, (!left & reached ? 1 : 0) - fork.RightZero);
            (slopes[fork.Left], slopes[fork.Right]) = (leftSlope, rightSlope);
            for (var i = 0; i < points.Length; i++)
            {
                ref var product = ref products[(fork.Node * points.Length) + i];
                if (fork.Ancestor != 0)
                {
                    product /= Factor(fork.AncestorZero, slopes[fork.Ancestor], points[i]);
                }

                products[(fork.Left * points.Length) + i] = product * Factor(fork.LeftZero, leftSlope, points[i]);
                products[(fork.Right * points.Length) + i] = product * Factor(fork.RightZero, rightSlope, points[i]);
                sums[(fork.Left * points.Length) + i] = Vector512.Create(fork.LeftValue);
                sums[(fork.Right * points.Length) + i] = Vector512.Create(fork.RightValue);
            }
        }
    }

    // Sums, over the leaves below every split, of the value times the factors between; each split credits its column with its share.
    private static void Up(in Pass pass, Span<Vector512<double>> credits)
    {
        ReadOnlySpan<Vector512<double>> points = pass.Rule.Points;
        ReadOnlySpan<Vector512<double>> weights = pass.Rule.Weights;
        var forks = pass.Forks;
        var products = pass.Products;
        var sums = pass.Sums;
        var slopes = pass.Slopes;
        for (var at = forks.Length - 1; at >= 0; at--)
        {
            ref readonly var fork = ref forks[at];
            var credit = Vector512<double>.Zero;
            for (var i = 0; i < points.Length; i++)
            {
                var (left, right) = (sums[(fork.Left * points.Length) + i], sums[(fork.Right * points.Length) + i]);
                var (leftSlope, rightSlope) = (slopes[fork.Left], slopes[fork.Right]);
                var share = weights[i] * products[(fork.Node * points.Length) + i];
                var sum = (Factor(fork.LeftZero, leftSlope, points[i]) * left) + (Factor(fork.RightZero, rightSlope, points[i]) * right);
                var gain = (left * Vector512.Create(leftSlope)) + (right * Vector512.Create(rightSlope));
                if (fork.Ancestor != 0)
                {
                    // The factors here stand in the place of the edge's above, which gets nothing of the leaves below.
                    sum /= Factor(fork.AncestorZero, slopes[fork.Ancestor], points[i]);
                    gain -= sum * Vector512.Create(slopes[fork.Ancestor]);
                }

                credit += share * gain;
                sums[(fork.Node * points.Length) + i] = sum;
            }

            credits[fork.Feature] += credit;
        }
    }

    // t one + (1 - t) zero, where the slope is one - zero.
    private static Vector512<double> Factor(double zero, double slope, Vector512<double> point) =>
        Vector512.FusedMultiplyAdd(point, Vector512.Create(slope), Vector512.Create(zero));

    private static TreeFork[] ForksOf(ReadOnlySpan<TreeNode> tree, out int mostColumns)
    {
        mostColumns = 1;
        var forks = new List<TreeFork>();
        var (zeros, parents, columns) = (new double[tree.Length], new int[tree.Length], new int[tree.Length]);
        for (var node = 0; node < tree.Length; node++)
        {
            mostColumns = Math.Max(mostColumns, columns[node]);
            ref readonly var split = ref tree[node];
            if (split.IsLeaf)
            {
                continue;
            }

            var ancestor = node;
            while (ancestor != 0 && tree[parents[ancestor]].Feature != split.Feature)
            {
                ancestor = parents[ancestor];
            }

            foreach (var child in (ReadOnlySpan<int>)[split.Left, split.Right])
            {
                zeros[child] = tree[child].Cover / split.Cover * (ancestor == 0 ? 1 : zeros[ancestor]);
                (parents[child], columns[child]) = (node, columns[node] + (ancestor == 0 ? 1 : 0));
            }

            var (left, right) = (tree[split.Left], tree[split.Right]);
            forks.Add(new TreeFork(
                node,
                split.Feature,
                split.Threshold,
                split.MissingLeft,
                split.Left,
                split.Right,
                zeros[split.Left],
                zeros[split.Right],
                left.IsLeaf ? left.Value : 0,
                right.IsLeaf ? right.Value : 0,
                ancestor,
                zeros[ancestor]));
        }

        return [.. forks];
    }

    /// <summary>One tree with the scratch space of one row: for each node as many vectors as the rule has, and the slope of the edge to it.</summary>
    private readonly ref struct Pass(
        ReadOnlySpan<TreeFork> forks, Rule rule, Span<Vector512<double>> products, Span<Vector512<double>> sums, Span<double> slopes)
    {
        public readonly ReadOnlySpan<TreeFork> Forks = forks;
        public readonly Rule Rule = rule;
        public readonly Span<Vector512<double>> Products = products;
        public readonly Span<Vector512<double>> Sums = sums;
        public readonly Span<double> Slopes = slopes;
    }

    /// <summary>Points and weights, a vector of them at a time.</summary>
    private sealed class Rule
    {
        public Rule(int vectors)
        {
            var rule = new TreeQuadrature(vectors * Lanes);
            Points = MemoryMarshal.Cast<double, Vector512<double>>(rule.Points).ToArray();
            Weights = MemoryMarshal.Cast<double, Vector512<double>>(rule.Weights).ToArray();
        }

        public Vector512<double>[] Points { get; }

        public Vector512<double>[] Weights { get; }
    }

    /// <summary>Vectors on lines of memory of their own: one that lies across two costs twice. The array is pinned, so that they stay there.</summary>
    private sealed class Scratch(int vectors)
    {
        private const int Line = 64;
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>((vectors + 1) * Line, pinned: true);

        public Span<Vector512<double>> Vectors => MemoryMarshal.Cast<byte, Vector512<double>>(_bytes.AsSpan(Start, vectors * Line));

        private int Start => (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0) & (Line - 1));
    }
}
