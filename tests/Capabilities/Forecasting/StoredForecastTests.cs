using CsCheck;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class StoredForecastTests
{
    private static readonly DateOnly First = new(2026, 6, 1);

    [TestMethod]
    public void A_mean_that_moves_far_takes_its_intervals_along_within_reason()
    {
        var far = Of([0, 0, 0.9, 1], before: 0.01, mean: 0.51);
        Assert.IsInRange(1, 4, far[3]);
        Assert.AreEqual(0, far[0]);
        var fromNothing = Of([0, 0, 0, 0], before: 0, mean: 0.3);
        Assert.IsInRange(0.5, 1.1, fromNothing[2]);
        Assert.IsInRange(1, 2, fromNothing[3]);
        CollectionAssert.AreEqual(new[] { 3, 6, 18, 24.0 }, Of([2, 4, 12, 16], before: 10, mean: 15), "in proportion where it is near");
        CollectionAssert.AreEqual(new[] { 2, 4, 12, 16.0 }, Of([2, 4, 12, 16], before: 10, mean: 10));
    }

    [TestMethod]
    public void Moved_quantiles_never_cross_and_are_never_negative() =>
        Gen.Select(Gen.Double[0, 50].Array[4], Gen.Double[0, 20], Gen.Double[0, 20]).Sample(static (quantiles, before, mean) =>
        {
            Array.Sort(quantiles);
            var moved = Of(quantiles, before, mean);
            return moved[0] >= 0 && moved[0] <= moved[1] && moved[1] <= moved[2] && moved[2] <= moved[3];
        });

    [TestMethod]
    public void What_the_calendar_adds_does_not_grow_beyond_reason_and_parts_add_up()
    {
        var series = Series([0, 0, 1, 1], 0.01) with { Effects = new KnownEffects([-2], [0]) };
        var stored = StoredForecast.Of(First, series, ofChampion: false, [0.51]);
        Assert.IsInRange(-4, 0, stored.Calendar![0]);
        Assert.AreEqual(0.51, stored.Level[0] + stored.Calendar[0], 1e-3);
    }

    private static double[] Of(double[] quantiles, double before, double mean) =>
        [.. StoredForecast.Of(First, Series(quantiles, before), ofChampion: false, [mean]).Quantiles.Select(static level => level[0])];

    private static SeriesForecast Series(double[] quantiles, double before) =>
        new("A", "shoes", "Lumpy", [before], Array.ConvertAll(quantiles, static value => new[] { value }), [before], [], [before], [before], [0], [0], 1);
}
