namespace XbFunctions.Inference;

/// <summary>
/// A sum of regression trees, in no trainer's and no runtime's format. The raw score of a row is <see cref="BaseScore"/> plus one leaf of
/// each tree; a binary classifier's probability is its logistic function. Immutable and thread-safe.
/// </summary>
public sealed class TreeEnsemble
{
    private readonly TreeNode[][] _trees;

    /// <summary>Checks and takes over the trees.</summary>
    /// <param name="columns">Column names in the order of a row.</param>
    /// <param name="trees">Nodes of each tree, the root first; not copied, the caller must not change them afterwards.</param>
    /// <param name="baseScore">Raw score before the first tree.</param>
    /// <exception cref="ArgumentException">A tree is empty, or a node points outside its tree, backwards, or at no column.</exception>
    public TreeEnsemble(IReadOnlyList<string> columns, IReadOnlyList<TreeNode[]> trees, double baseScore = 0)
    {
        Columns = columns;
        BaseScore = baseScore;
        _trees = [.. trees];
        for (var tree = 0; tree < _trees.Length; tree++)
        {
            Check(tree, _trees[tree], columns.Count);
        }
    }

    /// <summary>Column names in the order of a row.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Raw score before the first tree.</summary>
    public double BaseScore { get; }

    /// <summary>Number of trees.</summary>
    public int TreeCount => _trees.Length;

    /// <summary>The nodes of one tree, the root first; every child stands behind its parent.</summary>
    /// <param name="tree">Index in [0, <see cref="TreeCount"/>).</param>
    public ReadOnlySpan<TreeNode> Tree(int tree) => _trees[tree];

    /// <summary>
    /// Raw score of one row, summed in double precision: the slow, obvious arithmetic that the exported graph is held to.
    /// </summary>
    /// <param name="row">Values in column order, shape <c>[Columns.Count]</c>; NaN is missing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row is not as wide as the columns.</exception>
    public double RawScore(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, Columns.Count, nameof(row));
        var score = BaseScore;
        foreach (var tree in _trees)
        {
            ref readonly var node = ref tree[0];
            while (!node.IsLeaf)
            {
                node = ref tree[GoesLeft(in node, row[node.Feature]) ? node.Left : node.Right];
            }

            score += node.Value;
        }

        return score;
    }

    /// <summary>The logistic function of a raw score.</summary>
    /// <param name="rawScore">Log odds.</param>
    /// <returns>A probability in [0, 1].</returns>
    public static double Sigmoid(double rawScore) => 1 / (1 + Math.Exp(-rawScore));

    internal static bool GoesLeft(in TreeNode node, float value) => GoesLeft(value, node.Threshold, node.MissingLeft);

    /// <summary>The side of a split that a value takes, without a branch: every other one would be guessed wrong.</summary>
    internal static bool GoesLeft(float value, float threshold, bool missingLeft) => (value <= threshold) | (float.IsNaN(value) & missingLeft);

    private static void Check(int index, TreeNode[] tree, int width)
    {
        if (tree.Length == 0)
        {
            throw new ArgumentException($"Tree {index} has no nodes.", nameof(tree));
        }

        for (var i = 0; i < tree.Length; i++)
        {
            ref readonly var node = ref tree[i];
            if (node.IsLeaf)
            {
                continue;
            }

            // Children behind their parents: walks end, and one pass from the back sees children before parents.
            if (node.Left <= i || node.Right <= i || node.Left >= tree.Length || node.Right >= tree.Length)
            {
                throw new ArgumentException(
                    $"Tree {index}, node {i}: children must lie in ({i}, {tree.Length}), got {node.Left} and {node.Right}.", nameof(tree));
            }

            if ((uint)node.Feature >= (uint)width)
            {
                throw new ArgumentException(
                    $"Tree {index}, node {i}: column must lie in [0, {width}), got {node.Feature}.", nameof(tree));
            }
        }
    }
}
