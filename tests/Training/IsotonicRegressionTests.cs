using CsCheck;

namespace XbFunctions.Training.Tests;

[TestClass]
public sealed class IsotonicRegressionTests
{
    [TestMethod]
    public void Violators_are_pooled_to_their_mean_as_computed_by_hand()
    {
        // Labels by score: 0 | 1 0 | 1: the middle two violate and become one step of 1/2 at their mean score.
        var calibration = IsotonicRegression.Fit([0.1f, 0.2f, 0.4f, 0.8f], [0, 1, 0, 1]);

        CollectionAssert.AreEqual(new[] { 0.1f, 0.3f, 0.8f }, calibration.X, Comparer);
        CollectionAssert.AreEqual(new[] { 0f, 0.5f, 1f }, calibration.Y, Comparer);
        Assert.AreEqual(0.25f, calibration.Apply(0.2f), 1e-6f, "halfway between two points");
        Assert.AreEqual(0f, calibration.Apply(0f));
        Assert.AreEqual(1f, calibration.Apply(0.9f));
        Assert.IsTrue(float.IsNaN(calibration.Apply(float.NaN)));
    }

    [TestMethod]
    public void Weights_count_as_repeated_rows()
    {
        var weighted = IsotonicRegression.Fit([0.1f, 0.5f], [1, 0], [3, 1]);
        var repeated = IsotonicRegression.Fit([0.1f, 0.1f, 0.1f, 0.5f], [1, 1, 1, 0]);

        CollectionAssert.AreEqual(repeated.X, weighted.X, Comparer);
        CollectionAssert.AreEqual(repeated.Y, weighted.Y, Comparer);
    }

    [TestMethod]
    public void Whatever_the_rows_the_points_rise_are_few_and_keep_the_share_of_positives() =>
        Gen.Select(Gen.Int[0, 300], Gen.Bool).Array[1, 400].Sample(rows =>
        {
            float[] scores = [.. rows.Select(row => row.Item1 / 300f)];
            float[] labels = [.. rows.Select(row => row.Item2 ? 1f : 0f)];
            var calibration = IsotonicRegression.Fit(scores, labels);
            var rises = Enumerable.Range(1, calibration.X.Length - 1)
                .All(i => calibration.X[i] > calibration.X[i - 1] && calibration.Y[i] >= calibration.Y[i - 1]);
            return rises && calibration.X.Length <= IsotonicRegression.MaxPoints
                && calibration.Y[0] >= 0 && calibration.Y[^1] <= 1
                && scores.All(score => calibration.Apply(score) is >= 0 and <= 1);
        });

    [TestMethod]
    public void Calibration_error_is_the_distance_in_bins_of_equal_counts()
    {
        // Two bins: (0.1, 0.3 | labels 0, 1) differ by |0.4 - 1| and (0.6, 0.8 | 1, 1) by |1.4 - 2|; 1.2 over four rows.
        Assert.AreEqual(0.3, CalibrationError.Expected([0.8f, 0.1f, 0.6f, 0.3f], [1, 0, 1, 1], bins: 2), 1e-6);
        Assert.AreEqual(0, CalibrationError.Expected([0, 0, 1, 1], [0, 0, 1, 1]), 1e-9);
    }

    private static readonly System.Collections.IComparer Comparer = System.Collections.Generic.Comparer<float>.Create(
        (left, right) => Math.Abs(left - right) < 1e-6 ? 0 : left.CompareTo(right));
}
