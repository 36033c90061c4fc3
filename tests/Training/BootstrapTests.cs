namespace XbFunctions.Training.Tests;

[TestClass]
public sealed class BootstrapTests
{
    [TestMethod]
    public void A_score_that_ranks_better_gains_with_confidence_and_its_mirror_loses()
    {
        var (labels, good, noise) = Make(rows: 4_000);

        var gain = PairedBootstrap.PrecisionGain(noise, good, labels, 0.95);
        var loss = PairedBootstrap.PrecisionGain(good, noise, labels, 0.95);

        Assert.IsGreaterThan(0, gain.Low);
        Assert.IsLessThan(0, loss.High);
        var expected = BinaryMetrics.AveragePrecision(good, labels) - BinaryMetrics.AveragePrecision(noise, labels);
        Assert.AreEqual(expected, gain.Estimate, 1e-9);
        Assert.IsTrue(gain.Low < gain.Estimate && gain.Estimate < gain.High);
    }

    [TestMethod]
    public void Equal_scores_gain_exactly_nothing()
    {
        var (labels, good, _) = Make(rows: 500);

        Assert.AreEqual(new Interval(0, 0, 0), PairedBootstrap.PrecisionGain(good, good, labels, 0.95));
    }

    [TestMethod]
    public void Of_two_scores_of_the_same_skill_seldom_is_either_better_with_confidence()
    {
        var decided = 0;
        for (var trial = 0; trial < 40; trial++)
        {
            var (labels, one, other) = MakeTwins(rows: 1_500, seed: trial);
            var gain = PairedBootstrap.PrecisionGain(one, other, labels, 0.95, resamples: 200, seed: trial);
            decided += gain.Low > 0 || gain.High < 0 ? 1 : 0;
        }

        // 5 % of 40 is 2; more than 8 would be of a chance below one in 10,000.
        Assert.IsLessThanOrEqualTo(8, decided);
    }

    [TestMethod]
    public void The_interval_of_a_rate_is_that_of_the_binomial_distribution()
    {
        // 100 of 1,000: standard error 0.00949, so 95 % lie within 0.0186 of 0.1.
        var (rate, ratio) = RateBootstrap.Of(100, 1_000, 500, 10_000, 0.95, resamples: 4_000);

        Assert.AreEqual(0.1, rate.Estimate, 1e-12);
        Assert.AreEqual(0.0814, rate.Low, 0.003);
        Assert.AreEqual(0.1186, rate.High, 0.003);
        Assert.AreEqual(2, ratio.Estimate, 1e-12);
        Assert.IsTrue(ratio.Low is > 1.5 and < 2 && ratio.High is > 2 and < 2.5, ratio.ToString());
    }

    [TestMethod]
    public void Large_counts_and_sure_rates_are_drawn_too()
    {
        var (rate, _) = RateBootstrap.Of(40_000, 100_000, 40_000, 100_000, 0.95, resamples: 2_000);
        Assert.AreEqual(0.397, rate.Low, 0.001);
        Assert.AreEqual(0.403, rate.High, 0.001);

        var always = RateBootstrap.Of(50, 50, 50, 50, 0.95).Rate;
        Assert.AreEqual((1.0, 1.0), (always.Estimate, always.High));
        Assert.IsGreaterThan(0.9, always.Low);
        Assert.IsTrue(double.IsNaN(RateBootstrap.Of(0, 50, 0, 100, 0.95).Ratio.Estimate));
    }

    [TestMethod]
    public void A_group_without_a_hit_is_surely_different_only_where_hits_were_to_be_expected()
    {
        // At 1 %, two hits were expected of 200 and twenty of 2,000.
        Assert.IsGreaterThan(0.5, RateBootstrap.Of(0, 200, 100, 10_000, 0.95).Ratio.High);
        Assert.IsLessThan(0.5, RateBootstrap.Of(0, 2_000, 100, 10_000, 0.95).Ratio.High);
    }

    private static (float[] Labels, float[] Good, float[] Noise) Make(int rows)
    {
        var random = new Random(3);
        float[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(20) == 0 ? 1f : 0f)];
        return (labels, [.. labels.Select(label => (float)(random.NextDouble() + (label / 2)))], [.. labels.Select(_ => random.NextSingle())]);
    }

    private static (float[] Labels, float[] One, float[] Other) MakeTwins(int rows, int seed)
    {
        var random = new Random(seed);
        float[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(10) == 0 ? 1f : 0f)];
        return (labels, Score(), Score());

        float[] Score() => [.. labels.Select(label => (float)(random.NextDouble() + (label / 3)))];
    }
}
