namespace XbFunctions.Inference.Tests;

/// <summary>Ensembles and rows drawn from a seed, with equal values, gaps and values exactly at thresholds as common as others.</summary>
internal static class RandomTrees
{
    public static TreeEnsemble Make(int seed, int columns = 4, int trees = 5, int splits = 7)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, columns).Select(column => $"column_{column}").ToArray();
        return new TreeEnsemble(names, [.. Enumerable.Range(0, trees).Select(_ => Tree(random, columns, splits))], random.Next(3) - 1);
    }

    public static float[] Rows(TreeEnsemble ensemble, int count, int seed)
    {
        var random = new Random(seed);
        var rows = new float[count * ensemble.Columns.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = random.Next(6) switch
            {
                0 => float.NaN,
                1 => MathF.BitIncrement(Threshold(random)),
                2 => MathF.BitDecrement(Threshold(random)),
                3 => Threshold(random),
                4 => random.Next(2) == 0 ? float.PositiveInfinity : float.NegativeInfinity,
                _ => (float)((random.NextDouble() * 6) - 3),
            };
        }

        return rows;
    }

    // Thresholds lie on a grid, so that a row's values meet them.
    private static float Threshold(Random random) =>
        random.Next(20) == 0 ? float.PositiveInfinity : (random.Next(9) - 4) * 0.7f;

    private static TreeNode[] Tree(Random random, int columns, int splits)
    {
        var nodes = new List<TreeNode> { TreeNode.Leaf(0, 0) };
        var leaves = new List<int> { 0 };
        for (var split = 0; split < splits; split++)
        {
            var at = random.Next(leaves.Count);
            nodes[leaves[at]] = TreeNode.Split(
                random.Next(columns), Threshold(random), nodes.Count, nodes.Count + 1, random.Next(2) == 0, cover: 0);
            leaves[at] = nodes.Count;
            leaves.Add(nodes.Count + 1);
            nodes.Add(TreeNode.Leaf(0, 0));
            nodes.Add(TreeNode.Leaf(0, 0));
        }

        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            nodes[i] = nodes[i].IsLeaf
                ? TreeNode.Leaf((float)((random.NextDouble() * 2) - 1), random.Next(1, 30))
                : nodes[i] with { Cover = nodes[nodes[i].Left].Cover + nodes[nodes[i].Right].Cover };
        }

        return [.. nodes];
    }
}
