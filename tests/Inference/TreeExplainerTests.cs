using System.Numerics;
using CsCheck;

namespace XbFunctions.Inference.Tests;

[TestClass]
public sealed class TreeExplainerTests
{
    [TestMethod]
    public void Contributions_are_the_Shapley_values_summed_over_all_subsets_of_columns() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            var ensemble = RandomTrees.Make(seed, columns: 1 + (seed % 5), trees: 2, splits: seed % 9);
            var row = RandomTrees.Rows(ensemble, 1, seed);
            var contributions = new double[ensemble.Columns.Count];
            new TreeExplainer(ensemble).Explain(row, contributions, out var baseValue);
            for (var column = 0; column < contributions.Length; column++)
            {
                Assert.AreEqual(Shapley(ensemble, row, column), contributions[column], 1e-9, $"Column {column}.");
            }

            Assert.AreEqual(Expectation(ensemble, row, known: 0), baseValue, 1e-9);
        },
        iter: 100);

    [TestMethod]
    public void Contributions_and_base_value_add_up_to_the_raw_score_of_deep_trees() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            var ensemble = RandomTrees.Make(seed, columns: 12, trees: 20, splits: 40);
            var rows = RandomTrees.Rows(ensemble, 5, seed);
            var explainer = new TreeExplainer(ensemble);
            var contributions = new double[12];
            for (var i = 0; i < 5; i++)
            {
                var row = rows.AsSpan(i * 12, 12);
                explainer.Explain(row, contributions, out var baseValue);
                Assert.AreEqual(ensemble.RawScore(row), baseValue + contributions.Sum(), 1e-5);
                explainer.Attribute(row, contributions, out baseValue);
                Assert.AreEqual(ensemble.RawScore(row), baseValue + contributions.Sum(), 1e-5);
            }
        },
        iter: 20);

    [TestMethod]
    public void A_tree_of_a_long_path_beside_a_short_one_is_explained_as_exactly()
    {
        // Twenty splits, each on a column of its own: more than the points of the short tree's rule are exact for.
        var path = new List<TreeNode>();
        for (var column = 0; column < 20; column++)
        {
            path.Add(TreeNode.Split(column, 0.5f, (2 * column) + 1, (2 * column) + 2, true, 21 - column));
            path.Add(TreeNode.Leaf(column, 1));
        }

        path.Add(TreeNode.Leaf(-7, 1));
        var columns = Enumerable.Range(0, 20).Select(static column => $"c{column}").ToArray();
        var ensemble = new TreeEnsemble(columns, [[TreeNode.Split(3, 0.5f, 1, 2, true, 4), TreeNode.Leaf(1, 3), TreeNode.Leaf(5, 1)], [.. path]]);
        var (contributions, alone) = (new double[20], new double[20]);
        foreach (var row in (float[][])[[.. Enumerable.Repeat(1f, 20)], [.. Enumerable.Range(0, 20).Select(static column => column == 12 ? 0f : 1f)]])
        {
            new TreeExplainer(ensemble).Explain(row, contributions, out var baseValue);
            Assert.AreEqual(ensemble.RawScore(row), baseValue + contributions.Sum(), 1e-9);

            // Without the short tree its column loses what that tree alone gives it: 4 times the share of rows that go left.
            new TreeExplainer(new TreeEnsemble(columns, [[.. path]])).Explain(row, alone, out _);
            Assert.AreEqual(alone[3] + 3, contributions[3], 1e-9);
        }
    }

    [TestMethod]
    public void Trees_of_one_split_are_attributed_as_they_are_explained() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            var ensemble = RandomTrees.Make(seed, columns: 4, trees: 5, splits: 1);
            var row = RandomTrees.Rows(ensemble, 1, seed);
            var (exact, fast) = (new double[4], new double[4]);
            var explainer = new TreeExplainer(ensemble);
            explainer.Explain(row, exact, out var exactBase);
            explainer.Attribute(row, fast, out var fastBase);
            Assert.AreEqual(exactBase, fastBase);
            for (var column = 0; column < 4; column++)
            {
                Assert.AreEqual(exact[column], fast[column], 1e-9, $"Column {column}.");
            }
        },
        iter: 100);

    [TestMethod]
    public void A_split_credits_its_own_column_with_the_change_of_the_expected_score()
    {
        // Two rows in four stop at 0; of the others one is worth 2 and one 6.
        var ensemble = new TreeEnsemble(
            ["first", "second"],
            [[
                TreeNode.Split(0, 0, 1, 2, true, 4), TreeNode.Leaf(0, 2), TreeNode.Split(1, 0, 3, 4, true, 2),
                TreeNode.Leaf(2, 1), TreeNode.Leaf(6, 1),
            ]]);
        var contributions = new double[2];
        new TreeExplainer(ensemble).Attribute([1, 1], contributions, out var baseValue);
        Assert.AreEqual(2, baseValue, 1e-12);
        Assert.AreEqual(2, contributions[0], 1e-12);
        Assert.AreEqual(2, contributions[1], 1e-12);
    }

    [TestMethod]
    public void A_column_that_no_tree_reads_contributes_nothing()
    {
        var ensemble = new TreeEnsemble(
            ["used", "unused"], [[TreeNode.Split(0, 0, 1, 2, true, 4), TreeNode.Leaf(1, 3), TreeNode.Leaf(5, 1)]]);
        var contributions = new double[2];

        new TreeExplainer(ensemble).Explain([1, 9], contributions, out var baseValue);

        // Three rows in four are worth 1, one is worth 5: 2 on average.
        Assert.AreEqual(2, baseValue, 1e-12);
        Assert.AreEqual(3, contributions[0], 1e-12);
        Assert.AreEqual(0, contributions[1]);
    }

    [TestMethod]
    public void Trees_without_covers_cannot_be_explained() => Assert.ThrowsExactly<ArgumentException>(
        () => new TreeExplainer(new TreeEnsemble(["x"], [[TreeNode.Leaf(1, cover: 0)]])));

    // The definition: every subset of the other columns, weighted by how often it comes before the column in a random order.
    private static double Shapley(TreeEnsemble ensemble, float[] row, int column)
    {
        var columns = row.Length;
        var sum = 0.0;
        for (var known = 0; known < 1 << columns; known++)
        {
            if ((known >> column & 1) == 0)
            {
                var size = BitOperations.PopCount((uint)known);
                var weight = Factorial(size) * Factorial(columns - size - 1) / Factorial(columns);
                sum += weight * (Expectation(ensemble, row, known | (1 << column)) - Expectation(ensemble, row, known));
            }
        }

        return sum;
    }

    private static double Expectation(TreeEnsemble ensemble, float[] row, int known)
    {
        var sum = ensemble.BaseScore;
        for (var tree = 0; tree < ensemble.TreeCount; tree++)
        {
            sum += Expectation(ensemble.Tree(tree), 0, row, known);
        }

        return sum;
    }

    private static double Expectation(ReadOnlySpan<TreeNode> tree, int index, float[] row, int known)
    {
        var node = tree[index];
        if (node.IsLeaf)
        {
            return node.Value;
        }

        if ((known >> node.Feature & 1) == 1)
        {
            return Expectation(tree, TreeEnsemble.GoesLeft(in node, row[node.Feature]) ? node.Left : node.Right, row, known);
        }

        var left = tree[node.Left].Cover * Expectation(tree, node.Left, row, known);
        var right = tree[node.Right].Cover * Expectation(tree, node.Right, row, known);
        return (left + right) / node.Cover;
    }

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
