using CsCheck;

namespace XbFunctions.Inference.Tests;

[TestClass]
public sealed class TreeEnsembleExporterTests
{
    [TestMethod]
    public void The_runtime_scores_every_row_as_the_trees_say() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            var ensemble = RandomTrees.Make(seed, columns: 1 + (seed % 6), trees: 1 + (seed % 9), splits: seed % 20);
            using var model = TestModels.Load(ensemble);
            var rows = RandomTrees.Rows(ensemble, 50, seed);
            var scores = new float[50];
            model.Score(rows, 50, scores);
            for (var i = 0; i < 50; i++)
            {
                var expected = TreeEnsemble.Sigmoid(ensemble.RawScore(rows.AsSpan(i * model.Width, model.Width)));
                Assert.AreEqual(expected, scores[i], 1e-6, $"Row {i}.");
            }
        },
        iter: 60);

    [TestMethod]
    public void A_score_is_a_true_probability_and_not_the_raw_sum()
    {
        TreeNode[] tree = [TreeNode.Split(0, 0, 1, 2, true, 2), TreeNode.Leaf(-3, 1), TreeNode.Leaf(0, 1)];
        using var model = TestModels.Load(new TreeEnsemble(["x"], [tree]));
        var scores = new float[2];

        model.Score([-1, 1], 2, scores);

        Assert.AreEqual(0.04742587, scores[0], 1e-7);
        Assert.AreEqual(0.5, scores[1], 1e-7);
    }

    [TestMethod]
    public void Trees_read_back_are_the_trees_written() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            var written = RandomTrees.Make(seed, splits: seed % 15);
            var read = TreeEnsembleReader.Read(TreeEnsembleExporter.Export(written, "m"));
            Assert.IsNotNull(read);
            CollectionAssert.AreEqual(written.Columns.ToArray(), read.Columns.ToArray());
            Assert.AreEqual(written.BaseScore, read.BaseScore);
            Assert.AreEqual(written.TreeCount, read.TreeCount);
            for (var tree = 0; tree < written.TreeCount; tree++)
            {
                CollectionAssert.AreEqual(written.Tree(tree).ToArray(), read.Tree(tree).ToArray());
            }
        },
        iter: 60);

    [TestMethod]
    public void A_model_without_trees_reads_as_none()
    {
        var bytes = new OnnxGraphBuilder("relu")
            .Input("x", OnnxElementType.Float, OnnxDimension.Fixed(1))
            .Node("Relu", ["x"], ["y"])
            .Output("y", OnnxElementType.Float, OnnxDimension.Fixed(1))
            .ToBytes();

        Assert.IsNull(TreeEnsembleReader.Read(bytes));
    }

    [TestMethod]
    public void Bytes_cut_anywhere_are_refused_or_read_but_never_crash()
    {
        var bytes = TreeEnsembleExporter.Export(RandomTrees.Make(1), "m");

        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[0, 1_000_000], Gen.Byte).Sample((length, at, value) =>
        {
            var broken = bytes[..length];
            if (length > 0)
            {
                broken[at % length] = value;
            }

            try
            {
                _ = TreeEnsembleReader.Read(broken);
            }
            catch (InvalidModelException exception)
            {
                Assert.IsGreaterThan(0, exception.Message.Length);
            }
        });
    }

    [TestMethod]
    public void Trees_that_could_not_be_walked_are_refused()
    {
        TreeNode[][] broken =
        [
            [],
            [TreeNode.Split(0, 0, 1, 2, false, 2), TreeNode.Leaf(0, 1)],
            [TreeNode.Split(0, 0, 1, 2, false, 2), TreeNode.Split(0, 0, 1, 2, false, 1), TreeNode.Leaf(0, 1)],
            [TreeNode.Split(7, 0, 1, 2, false, 2), TreeNode.Leaf(0, 1), TreeNode.Leaf(0, 1)],
        ];

        foreach (var tree in broken)
        {
            Assert.ThrowsExactly<ArgumentException>(() => new TreeEnsemble(["x"], [tree]));
        }

        Assert.ThrowsExactly<ArgumentException>(() => TreeEnsembleExporter.Export(new TreeEnsemble(["x"], []), "m"));
    }
}
