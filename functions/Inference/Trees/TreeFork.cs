namespace XbFunctions.Inference;

/// <summary>
/// A split of a tree with the edges to its two children, for <see cref="TreeShapley"/>. The splits of a tree stand in the order of its nodes; the
/// one at index i has slot i + <see cref="Root"/> and the edges 2i to the left and 2i + 1 to the right.
/// </summary>
/// <param name="Feature">Column that it splits.</param>
/// <param name="Left">Slot of the left child.</param>
/// <param name="Right">Slot of the right child.</param>
/// <param name="Ancestor">The nearest edge above of the same column; -1 for none.</param>
/// <param name="Threshold">Values up to it go left.</param>
/// <param name="MissingLeft">Whether missing values go left.</param>
/// <param name="LeftZero">Share of rows that pass the left edge, and all edges of the same column above, while the column is unknown.</param>
/// <param name="RightZero">Likewise of the right edge.</param>
/// <param name="LeftValue">The left child's value where it is a leaf; else 0.</param>
/// <param name="RightValue">Likewise of the right child.</param>
internal readonly record struct TreeFork(
    int Feature,
    int Left,
    int Right,
    int Ancestor,
    float Threshold,
    bool MissingLeft,
    double LeftZero,
    double RightZero,
    double LeftValue,
    double RightValue)
{
    /// <summary>The slot that all leaves share.</summary>
    public const int Leaf = 0;

    /// <summary>The slot of the first split.</summary>
    public const int Root = 1;

    /// <summary>The share of an edge.</summary>
    /// <param name="edge">One of the two edges of this split.</param>
    public double ZeroOf(int edge) => (edge & 1) == 0 ? LeftZero : RightZero;

    /// <summary>The splits of a tree.</summary>
    /// <param name="tree">Its nodes, with covers above 0.</param>
    /// <param name="mostColumns">Most columns on a path, at least 1.</param>
    public static TreeFork[] Of(ReadOnlySpan<TreeNode> tree, out int mostColumns)
    {
        mostColumns = 1;
        var forks = new List<TreeFork>();
        var (slots, edges) = (SlotsOf(tree), new int[tree.Length]);
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

            (edges[split.Left], edges[split.Right]) = (2 * forks.Count, (2 * forks.Count) + 1);
            forks.Add(new TreeFork(
                split.Feature,
                slots[split.Left],
                slots[split.Right],
                ancestor == 0 ? -1 : edges[ancestor],
                split.Threshold,
                split.MissingLeft,
                zeros[split.Left],
                zeros[split.Right],
                ValueOf(tree[split.Left]),
                ValueOf(tree[split.Right])));
        }

        return [.. forks];
    }

    private static int[] SlotsOf(ReadOnlySpan<TreeNode> tree)
    {
        var (slots, next) = (new int[tree.Length], Root);
        for (var node = 0; node < tree.Length; node++)
        {
            slots[node] = tree[node].IsLeaf ? Leaf : next++;
        }

        return slots;
    }

    private static double ValueOf(in TreeNode node) => node.IsLeaf ? node.Value : 0;
}
