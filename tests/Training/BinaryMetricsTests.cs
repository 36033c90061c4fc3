using CsCheck;

namespace XbFunctions.Training.Tests;

[TestClass]
public sealed class BinaryMetricsTests
{
    // Few distinct scores, so that ties are common.
    private static readonly Gen<(float[] Scores, float[] Labels)> Samples =
        from rows in Gen.Int[2, 40]
        from scores in Gen.Int[0, 8].Select(value => value / 8f).Array[rows]
        from labels in Gen.Bool.Select(value => value ? 1f : 0f).Array[rows]
        where labels.Distinct().Count() == 2
        select (scores, labels);

    [TestMethod]
    public void Small_cases_have_the_values_worked_out_by_hand()
    {
        float[] scores = [0.9f, 0.8f, 0.7f, 0.6f, 0.5f];
        float[] labels = [1, 0, 1, 0, 0];

        // Pairs won: 3 of 3 by the first positive, 2 of 3 by the second.
        Assert.AreEqual(5 / 6.0, BinaryMetrics.AucRoc(scores, labels), 1e-12);
        Assert.AreEqual((1.0 + (2 / 3.0)) / 2, BinaryMetrics.AveragePrecision(scores, labels), 1e-12);
        Assert.AreEqual(0.5, BinaryMetrics.RecallAtFalsePositiveRate(scores, labels, 0.3), 1e-12);
        Assert.AreEqual(1, BinaryMetrics.RecallAtFalsePositiveRate(scores, labels, 0.34), 1e-12);
        Assert.AreEqual((0.01 + 0.64 + 0.09 + 0.36 + 0.25) / 5, BinaryMetrics.Brier(scores, labels), 1e-7);
        var likelihood = 0.9 * 0.2 * 0.7 * 0.4 * 0.5;
        Assert.AreEqual(-Math.Log(likelihood) / 5, BinaryMetrics.LogLoss(scores, labels), 1e-6);
    }

    [TestMethod]
    public void Scores_that_all_tie_are_worth_nothing()
    {
        float[] scores = [0.5f, 0.5f, 0.5f, 0.5f];
        float[] labels = [1, 0, 0, 0];

        Assert.AreEqual(0.5, BinaryMetrics.AucRoc(scores, labels), 1e-12);
        Assert.AreEqual(0.25, BinaryMetrics.AveragePrecision(scores, labels), 1e-12);
        Assert.AreEqual(0, BinaryMetrics.RecallAtFalsePositiveRate(scores, labels, 0.99), 1e-12);
    }

    [TestMethod]
    public void The_area_equals_the_share_of_pairs_in_the_right_order() => Samples.Sample(sample =>
    {
        var wins = (
            from positive in Enumerable.Range(0, sample.Labels.Length).Where(i => sample.Labels[i] == 1)
            from negative in Enumerable.Range(0, sample.Labels.Length).Where(i => sample.Labels[i] == 0)
            let difference = sample.Scores[positive] - sample.Scores[negative]
            select difference > 0 ? 1 : difference == 0 ? 0.5 : 0).Average();
        Assert.AreEqual(wins, BinaryMetrics.AucRoc(sample.Scores, sample.Labels), 1e-9);
    });

    [TestMethod]
    public void Average_precision_equals_its_definition_over_all_thresholds() => Samples.Sample(sample =>
    {
        var positives = sample.Labels.Count(label => label == 1);
        var (sum, recallBefore) = (0.0, 0.0);
        foreach (var threshold in sample.Scores.Distinct().OrderDescending())
        {
            var flagged = Flagged(sample, threshold);
            var recall = flagged.Count(label => label == 1) / (double)positives;
            sum += (recall - recallBefore) * flagged.Count(label => label == 1) / flagged.Length;
            recallBefore = recall;
        }

        Assert.AreEqual(sum, BinaryMetrics.AveragePrecision(sample.Scores, sample.Labels), 1e-9);
    });

    [TestMethod]
    public void The_operating_point_is_the_best_threshold_within_the_allowed_rate() =>
        Gen.Select(Samples, Gen.Double[0, 1]).Sample((sample, rate) =>
        {
            var point = BinaryMetrics.AtFalsePositiveRate(sample.Scores, sample.Labels, rate);
            var (positives, negatives) = (sample.Labels.Count(label => label == 1), sample.Labels.Count(label => label == 0));
            var allowed = (
                from threshold in sample.Scores.Distinct().Append(float.PositiveInfinity)
                let flagged = Flagged(sample, threshold)
                where flagged.Count(label => label == 0) <= rate * negatives
                select flagged.Count(label => label == 1) / (double)positives).Max();
            var reached = Flagged(sample, (float)point.Threshold);

            Assert.AreEqual(allowed, point.Recall, 1e-9);
            Assert.AreEqual(reached.Count(label => label == 1) / (double)positives, point.Recall, 1e-9);
            Assert.AreEqual(reached.Count(label => label == 0) / (double)negatives, point.FalsePositiveRate, 1e-9);
        });

    [TestMethod]
    public void A_missing_class_makes_a_ranking_measure_undefined()
    {
        Assert.AreEqual(double.NaN, BinaryMetrics.AucRoc([0.1f, 0.2f], [1, 1]));
        Assert.AreEqual(double.NaN, BinaryMetrics.AveragePrecision([0.1f, 0.2f], [0, 0]));
        Assert.AreEqual(double.NaN, BinaryMetrics.LogLoss([], []));
    }

    [TestMethod]
    public void Certainty_that_is_wrong_costs_much_but_not_infinitely() =>
        Assert.AreEqual(-Math.Log(1e-15), BinaryMetrics.LogLoss([0f], [1f]), 1e-6);

    [TestMethod]
    public void Broken_input_is_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => BinaryMetrics.AucRoc([0.1f], [1, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => BinaryMetrics.AucRoc([0.1f, float.NaN], [1, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => BinaryMetrics.AucRoc([0.1f, 0.2f], [1, 0.5f]));
    }

    private static float[] Flagged((float[] Scores, float[] Labels) sample, float threshold) =>
        [.. sample.Labels.Where((_, i) => sample.Scores[i] >= threshold)];
}
