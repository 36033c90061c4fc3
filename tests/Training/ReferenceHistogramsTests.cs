using XbFunctions.Inference;

namespace XbFunctions.Training.Tests;

[TestClass]
public sealed class ReferenceHistogramsTests
{
    [TestMethod]
    public void The_stability_index_is_that_computed_by_hand()
    {
        // Shares 0.5, 0.3, 0.2 became 0.4, 0.4, 0.2: 0.1 ln(1.25) + 0.1 ln(4/3) = 0.0510826.
        var histogram = new ReferenceHistogram("x", [1, 2], [0.5f, 0.3f, 0.2f, 0]);

        Assert.AreEqual(0.0510826, ReferenceHistograms.Psi(histogram, [40, 40, 20, 0]), 1e-6);
        Assert.AreEqual(0, ReferenceHistograms.Psi(histogram, [50, 30, 20, 0]), 1e-6);
    }

    [TestMethod]
    public void A_bin_that_was_empty_is_dear_but_finite()
    {
        // (1 - 0.0001) ln(1 / 0.0001) for the bin that fills and (0.0001 - 1) ln(0.0001) for the one that empties.
        var psi = ReferenceHistograms.Psi(new ReferenceHistogram("x", [0], [1, 0, 0]), [0, 7, 0]);

        Assert.AreEqual(2 * 0.9999 * Math.Log(10_000), psi, 1e-9);
    }

    [TestMethod]
    public void Bins_hold_about_equal_counts_and_missing_values_have_their_own()
    {
        float[] values = [.. Enumerable.Range(0, 900).Select(value => (float)value), .. Enumerable.Repeat(float.NaN, 100)];

        var histogram = ReferenceHistograms.Of("x", values);

        Assert.HasCount(9, histogram.Edges);
        Assert.IsTrue(histogram.Shares[..^1].All(share => share is > 0.08f and < 0.1f), string.Join(' ', histogram.Shares));
        Assert.AreEqual(0.1f, histogram.Shares[^1]);
        Assert.AreEqual(0, ReferenceHistograms.Psi(histogram, ReferenceHistograms.Counts(histogram, values)), 1e-9);
    }

    [TestMethod]
    [DataRow(3f, DisplayName = "a constant")]
    [DataRow(float.NaN, DisplayName = "nothing known")]
    public void A_column_without_variety_has_one_bin_and_shows_when_that_changes(float value)
    {
        var histogram = ReferenceHistograms.Of("x", [value, value]);

        Assert.IsEmpty(histogram.Edges);
        Assert.AreEqual(0, ReferenceHistograms.Psi(histogram, ReferenceHistograms.Counts(histogram, [value])));
        Assert.IsGreaterThan(1, ReferenceHistograms.Psi(histogram, ReferenceHistograms.Counts(histogram, [float.IsNaN(value) ? 1 : float.NaN])));
    }
}
