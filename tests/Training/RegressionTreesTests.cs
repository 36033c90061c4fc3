namespace XbFunctions.Training.Tests;

[TestClass]
public sealed class RegressionTreesTests
{
    [TestMethod]
    public void Trees_learn_a_step()
    {
        var (rows, labels) = Steps();
        using var trees = RegressionTrees.Train(rows, 1, labels, [], new RegressionTreesOptions { Fraction = 1, Threads = 1 });
        var answers = new double[2];
        trees.Predict([0.2f, 0.8f], answers);
        Assert.AreEqual(10, answers[0], 0.5);
        Assert.AreEqual(30, answers[1], 0.5);
    }

    [TestMethod]
    public void A_higher_quantile_lies_higher()
    {
        var random = new Random(2);
        float[] rows = [.. Enumerable.Range(0, 2000).Select(_ => random.NextSingle())];
        float[] labels = [.. rows.Select(_ => 100 * random.NextSingle())];
        double Answer(double quantile)
        {
            var options = new RegressionTreesOptions { Objective = RegressionObjective.Quantile, Quantile = quantile, Threads = 1, MinRowsInLeaf = 500 };
            using var trees = RegressionTrees.Train(rows, 1, labels, [], options);
            var answer = new double[1];
            trees.Predict([0.5f], answer);
            return answer[0];
        }

        Assert.AreEqual(10, Answer(0.1), 5);
        Assert.AreEqual(90, Answer(0.9), 5);
    }

    [TestMethod]
    public void A_forest_answers_the_share_of_its_leaves_however_many_trees_it_has()
    {
        var random = new Random(3);
        float[] rows = [.. Enumerable.Range(0, 4000).Select(_ => random.NextSingle())];
        float[] labels = [.. rows.Select(row => random.NextSingle() < (row < 0.5f ? 0.1f : 0.7f) ? 1f : 0f)];
        double[] Answer(int trees)
        {
            var options = new RegressionTreesOptions { IsForest = true, Iterations = trees, Threads = 1, MinRowsInLeaf = 400 };
            using var forest = RegressionTrees.Train(rows, 1, labels, [], options);
            var answers = new double[2];
            forest.Predict([0.2f, 0.8f], answers);
            return answers;
        }

        foreach (var trees in (int[])[5, 50])
        {
            Assert.AreEqual(0.1, Answer(trees)[0], 0.05, $"{trees} trees");
            Assert.AreEqual(0.7, Answer(trees)[1], 0.05, $"{trees} trees");
        }
    }

    [TestMethod]
    public void A_forest_whose_trees_would_all_be_the_same_is_refused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
        static () => RegressionTrees.Train([1f, 2f], 1, [1f, 2f], [], new RegressionTreesOptions { IsForest = true, Fraction = 1 }));

    [TestMethod]
    public void A_weight_of_nothing_takes_a_row_out()
    {
        var (rows, labels) = Steps();
        float[] weights = [.. labels.Select(static label => label > 20 ? 1f : 0f)];
        using var trees = RegressionTrees.Train(rows, 1, labels, weights, new RegressionTreesOptions { Fraction = 1, Threads = 1 });
        var answers = new double[1];
        trees.Predict([0.2f], answers);
        Assert.AreEqual(30, answers[0], 0.5);
    }

    [TestMethod]
    public void Rows_that_do_not_fit_the_labels_are_refused() =>
        Assert.ThrowsExactly<ArgumentException>(static () => RegressionTrees.Train([1f, 2f, 3f], 2, [1f, 2f], [], new RegressionTreesOptions()));

    private static (float[] Rows, float[] Labels) Steps()
    {
        float[] rows = [.. Enumerable.Range(0, 1000).Select(static i => i / 1000f)];
        return (rows, Array.ConvertAll(rows, static value => value < 0.5f ? 10f : 30f));
    }
}
