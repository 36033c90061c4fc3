using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace XbFunctions.Inference;

/// <summary>
/// Exact SHAP values of a tree ensemble. The value of a column is the integral over t in [0, 1] of (one - zero) times the product, over the
/// other columns of a leaf's path, of t one + (1 - t) zero. That is a polynomial of a degree below the number of columns on the path, so that a
/// Gauss-Legendre rule of half as many points is exact; the products of all leaves below an edge share one pass down and one up.
/// </summary>
/// <remarks>
/// Sources: Owen, "Multilinear Extensions of Games" (1972), for the integral; Yu, Bifet, Read, Xu, "Linear TreeShap" (2022), for sharing
/// products along the tree. Time is O(nodes x points). Thread-safe.
/// </remarks>
internal sealed class TreeShapley
{
    private static readonly int Lanes = Vector256<double>.Count;
    private readonly TreeEnsemble _ensemble;
    private readonly TreeEdge[][] _edges;
    private readonly Vector256<double>[] _points;
    private readonly Vector256<double>[] _weights;
    private readonly int _mostNodes;

    /// <summary>Prepares the edges and the rule.</summary>
    /// <param name="ensemble">Trees with the cover of every node above 0.</param>
    public TreeShapley(TreeEnsemble ensemble)
    {
        _ensemble = ensemble;
        _edges = new TreeEdge[ensemble.TreeCount][];
        var columns = 1;
        for (var tree = 0; tree < _edges.Length; tree++)
        {
            _edges[tree] = EdgesOf(ensemble.Tree(tree), ref columns);
            _mostNodes = Math.Max(_mostNodes, _edges[tree].Length);
        }

        var vectors = ((columns + 1) / 2 + Lanes - 1) / Lanes;
        var rule = new TreeQuadrature(vectors * Lanes);
        _points = MemoryMarshal.Cast<double, Vector256<double>>(rule.Points).ToArray();
        _weights = MemoryMarshal.Cast<double, Vector256<double>>(rule.Weights).ToArray();
    }

    /// <summary>Adds the SHAP values of one row.</summary>
    /// <param name="row">Values in column order; NaN is missing.</param>
    /// <param name="contributions">Destination, as wide as the row.</param>
    public void Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        var length = _mostNodes * _points.Length;
        var scratch = ArrayPool<Vector256<double>>.Shared.Rent(2 * length);
        var passes = ArrayPool<bool>.Shared.Rent(Math.Max(1, _mostNodes));
        try
        {
            for (var tree = 0; tree < _edges.Length; tree++)
            {
                var pass = new Pass(
                    _ensemble.Tree(tree), _edges[tree], scratch.AsSpan(0, length), scratch.AsSpan(length, length), passes);
                Down(pass, row);
                Up(pass, contributions);
            }
        }
        finally
        {
            ArrayPool<Vector256<double>>.Shared.Return(scratch);
            ArrayPool<bool>.Shared.Return(passes);
        }
    }

    // Products of the factors from the root to every node; a column met again replaces its factor. One division for each node: of its factor.
    private void Down(in Pass pass, ReadOnlySpan<float> row)
    {
        ReadOnlySpan<Vector256<double>> points = _points;
        var count = points.Length;
        pass.Products[..count].Fill(Vector256<double>.One);
        pass.Passes[0] = true;
        for (var node = 1; node < pass.Edges.Length; node++)
        {
            ref readonly var edge = ref pass.Edges[node];
            var goes = TreeEnsemble.GoesLeft(in pass.Tree[edge.Parent], row[edge.Feature]) == edge.IsLeft && pass.Passes[edge.Ancestor];
            pass.Passes[node] = goes;
            var zero = Vector256.Create(edge.Zero);
            var above = pass.Products.Slice(edge.Parent * count, count);
            var replaced = pass.Inverses.Slice(edge.Ancestor * count, count);
            var products = pass.Products.Slice(node * count, count);
            var inverses = pass.Inverses.Slice(node * count, count);
            for (var i = 0; i < count; i++)
            {
                var factor = (Vector256<double>.One - points[i]) * zero;
                factor = goes ? factor + points[i] : factor;
                var product = edge.Ancestor == 0 ? above[i] : above[i] * replaced[i];
                inverses[i] = Vector256<double>.One / factor;
                products[i] = product * factor;
            }
        }
    }

    // Sums of value times product over the leaves below every node, in the place of the products; each edge credits its column with its share.
    private void Up(in Pass pass, Span<double> contributions)
    {
        ReadOnlySpan<Vector256<double>> weights = _weights;
        var count = weights.Length;
        for (var node = 0; node < pass.Edges.Length; node++)
        {
            var sums = pass.Products.Slice(node * count, count);
            if (!pass.Tree[node].IsLeaf)
            {
                sums.Clear();
                continue;
            }

            var value = Vector256.Create(pass.Tree[node].Value);
            for (var i = 0; i < count; i++)
            {
                sums[i] *= value;
            }
        }

        for (var node = pass.Edges.Length - 1; node > 0; node--)
        {
            ref readonly var edge = ref pass.Edges[node];
            var own = Vector256.Create((pass.Passes[node] ? 1 : 0) - edge.Zero);
            var other = Vector256.Create(edge.Ancestor == 0 ? 0 : (pass.Passes[edge.Ancestor] ? 1 : 0) - pass.Edges[edge.Ancestor].Zero);
            var sums = pass.Products.Slice(node * count, count);
            var above = pass.Products.Slice(edge.Parent * count, count);
            var inverses = pass.Inverses.Slice(node * count, count);
            var replaced = pass.Inverses.Slice(edge.Ancestor * count, count);
            var credit = Vector256<double>.Zero;
            for (var i = 0; i < count; i++)
            {
                var share = own * inverses[i];
                share = edge.Ancestor == 0 ? share : share - (other * replaced[i]);
                credit += weights[i] * sums[i] * share;
                above[i] += sums[i];
            }

            contributions[edge.Feature] += Vector256.Sum(credit);
        }
    }

    private static TreeEdge[] EdgesOf(ReadOnlySpan<TreeNode> tree, ref int mostColumns)
    {
        var edges = new TreeEdge[tree.Length];
        var columns = new int[tree.Length];
        for (var node = 0; node < tree.Length; node++)
        {
            mostColumns = Math.Max(mostColumns, columns[node]);
            if (!tree[node].IsLeaf)
            {
                foreach (var child in (ReadOnlySpan<int>)[tree[node].Left, tree[node].Right])
                {
                    var ancestor = Ancestor(edges, node, tree[node].Feature);
                    var zero = tree[child].Cover / tree[node].Cover * (ancestor == 0 ? 1 : edges[ancestor].Zero);
                    edges[child] = new TreeEdge(node, tree[node].Feature, ancestor, child == tree[node].Left, zero);
                    columns[child] = columns[node] + (ancestor == 0 ? 1 : 0);
                }
            }
        }

        return edges;
    }

    private static int Ancestor(TreeEdge[] edges, int node, int feature)
    {
        while (node != 0 && edges[node].Feature != feature)
        {
            node = edges[node].Parent;
        }

        return node;
    }

    /// <summary>One tree with the scratch space of one row: for each node as many vectors as the rule has.</summary>
    private readonly ref struct Pass(
        ReadOnlySpan<TreeNode> tree,
        ReadOnlySpan<TreeEdge> edges,
        Span<Vector256<double>> products,
        Span<Vector256<double>> inverses,
        Span<bool> passes)
    {
        public readonly ReadOnlySpan<TreeNode> Tree = tree;
        public readonly ReadOnlySpan<TreeEdge> Edges = edges;
        public readonly Span<Vector256<double>> Products = products;
        public readonly Span<Vector256<double>> Inverses = inverses;
        public readonly Span<bool> Passes = passes;
    }
}
