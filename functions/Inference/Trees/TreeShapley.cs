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
    private readonly int _mostForks = 1;

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
            _trees[tree] = TreeFork.Of(ensemble.Tree(tree), out var columns);
            _mostForks = Math.Max(_mostForks, _trees[tree].Length);

            // A few trees have long paths: the others need not pay for their points.
            var vectors = ((columns + 1) / 2 + Lanes - 1) / Lanes;
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
        // One slot more than forks, for the leaves.
        var length = _mostForks + 1;
        var scratch = _scratch.TryTake(out var used) ? used : new Scratch((2 * length) + _width);
        var slopes = ArrayPool<double>.Shared.Rent(2 * length);
        var credits = scratch.Vectors.Slice(2 * length, _width);
        credits.Clear();
        for (var tree = 0; tree < _trees.Length; tree++)
        {
            var rule = _rules[tree];
            var pass = new Pass(_trees[tree], scratch.Vectors[..length], scratch.Vectors.Slice(length, length), slopes);
            for (var i = 0; i < rule.Points.Length; i++)
            {
                Down(pass, rule.Points[i], row);
                Up(pass, rule.Points[i], rule.Weights[i], credits);
            }
        }

        for (var column = 0; column < _width; column++)
        {
            contributions[column] += Vector512.Sum(credits[column]);
        }

        ArrayPool<double>.Shared.Return(slopes);
        _scratch.Add(scratch);
    }

    // Products of the factors from the root to every split, but for its own column's: a column met again replaces its factor.
    private static void Down(in Pass pass, Vector512<double> points, ReadOnlySpan<float> row)
    {
        var forks = pass.Forks;
        var products = pass.Products;
        var slopes = pass.Slopes;
        products[TreeFork.Root] = Vector512<double>.One;
        for (var at = 0; at < forks.Length; at++)
        {
            // Without branches, for many of them would be guessed wrong.
            ref readonly var fork = ref forks[at];
            double leftOne = Convert.ToInt32(TreeEnsemble.GoesLeft(row[fork.Feature], fork.Threshold, fork.MissingLeft));
            var rightOne = 1 - leftOne;
            var product = products[at + TreeFork.Root];
            if (fork.Ancestor >= 0)
            {
                // A row that leaves the path at an edge of the same column passes neither edge here: a slope of such an edge is below 0.
                var slope = slopes[fork.Ancestor];
                (leftOne, rightOne) = slope >= 0 ? (leftOne, rightOne) : (0, 0);
                product /= Factor(forks[fork.Ancestor / 2].ZeroOf(fork.Ancestor), slope, points);
                products[at + TreeFork.Root] = product;
            }

            var (leftSlope, rightSlope) = (leftOne - fork.LeftZero, rightOne - fork.RightZero);
            (slopes[2 * at], slopes[(2 * at) + 1]) = (leftSlope, rightSlope);
            products[fork.Left] = product * Factor(fork.LeftZero, leftSlope, points);
            products[fork.Right] = product * Factor(fork.RightZero, rightSlope, points);
        }
    }

    // Sums, over the leaves below every split, of the value times the factors between; each split credits its column with its share.
    private static void Up(in Pass pass, Vector512<double> points, Vector512<double> weights, Span<Vector512<double>> credits)
    {
        var forks = pass.Forks;
        var products = pass.Products;
        var sums = pass.Sums;
        var slopes = pass.Slopes;
        sums[TreeFork.Leaf] = Vector512<double>.Zero;
        for (var at = forks.Length - 1; at >= 0; at--)
        {
            // The sum of a leaf is 0 and the value of a split is 0.
            ref readonly var fork = ref forks[at];
            var (left, right) = (sums[fork.Left] + Vector512.Create(fork.LeftValue), sums[fork.Right] + Vector512.Create(fork.RightValue));
            var (leftSlope, rightSlope) = (slopes[2 * at], slopes[(2 * at) + 1]);
            var sum = (Factor(fork.LeftZero, leftSlope, points) * left) + (Factor(fork.RightZero, rightSlope, points) * right);
            var gain = (left * Vector512.Create(leftSlope)) + (right * Vector512.Create(rightSlope));
            if (fork.Ancestor >= 0)
            {
                // The factors here stand in the place of the edge's above, which gets nothing of the leaves below.
                var slope = slopes[fork.Ancestor];
                sum /= Factor(forks[fork.Ancestor / 2].ZeroOf(fork.Ancestor), slope, points);
                gain -= sum * Vector512.Create(slope);
            }

            credits[fork.Feature] += weights * products[at + TreeFork.Root] * gain;
            sums[at + TreeFork.Root] = sum;
        }
    }

    // t one + (1 - t) zero, where the slope is one - zero.
    private static Vector512<double> Factor(double zero, double slope, Vector512<double> points) =>
        Vector512.FusedMultiplyAdd(points, Vector512.Create(slope), Vector512.Create(zero));

    /// <summary>One tree with the scratch space of one row: for each slot a vector, and the slopes of the edges.</summary>
    private readonly ref struct Pass(
        ReadOnlySpan<TreeFork> forks, Span<Vector512<double>> products, Span<Vector512<double>> sums, Span<double> slopes)
    {
        public readonly ReadOnlySpan<TreeFork> Forks = forks;
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
