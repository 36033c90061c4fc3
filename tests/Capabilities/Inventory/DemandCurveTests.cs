using CsCheck;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Inventory;

namespace XbFunctions.Capabilities.Tests.Inventory;

/// <summary>Demand that is drawn has the mean that was forecast, however skewed it is.</summary>
[TestClass]
public sealed class DemandCurveTests
{
    private const int Points = 40_000;

    [TestMethod]
    public void The_curve_has_the_forecasts_mean_and_never_falls()
    {
        var ends = Gen.Double[0, 50].Array[4].Select(static values => values.Order().ToArray());
        Check.Sample(
            Gen.Select(ends, Gen.Double[0, 80]),
            one =>
            {
                var ((lowest, low, high, highest), mean) = ((one.Item1[0], one.Item1[1], one.Item1[2], one.Item1[3]), one.Item2);
                var (curve, sum, before) = (new DemandCurve(mean, lowest, low, high, highest), 0.0, 0.0);
                for (var i = 0; i < Points; i++)
                {
                    var value = curve.Quantile((i + 0.5) / Points);
                    if (value < before - 1e-9)
                    {
                        return false;
                    }

                    (sum, before) = (sum + (value / Points), value);
                }

                return Math.Abs(sum - mean) <= (0.005 * (mean + highest)) + 1e-3;
            },
            iter: 300);
    }

    [TestMethod]
    public void A_curve_without_skew_goes_through_the_quantiles()
    {
        var curve = new DemandCurve(100, 60.8, 74.4, 125.6, 139.2);
        Assert.AreEqual(60.8, curve.Quantile(0.025), 1e-6);
        Assert.AreEqual(74.4, curve.Quantile(0.1), 1e-6);
        Assert.AreEqual(125.6, curve.Quantile(0.9), 1e-6);
        Assert.AreEqual(139.2, curve.Quantile(0.975), 1e-6);
        Assert.AreEqual(100, curve.Quantile(0.5), 2);
    }

    [TestMethod]
    [DataRow(0.3, 0.0, 0.0, 1.0, 2.0, DisplayName = "mostly nothing")]
    [DataRow(0.05, 0.0, 0.0, 0.0, 1.0, DisplayName = "hardly ever anything")]
    [DataRow(2.0, 0.0, 0.0, 3.0, 20.0, DisplayName = "lumps")]
    [DataRow(8.0, 0.0, 0.0, 1.0, 2.0, DisplayName = "more than the quantiles have")]
    [DataRow(0.0, 0.0, 0.0, 0.0, 0.0, DisplayName = "nothing")]
    public void Whole_pieces_have_the_mean_too_on_the_first_day_as_over_all(double mean, double lowest, double low, double high, double highest)
    {
        double[] Days(double value) => [.. Enumerable.Repeat(value, 28)];
        var forecast = new StoredForecast(new DateOnly(2026, 6, 1), "parts", "Lumpy", Days(mean), [Days(lowest), Days(low), Days(high), Days(highest)], Days(mean), Days(mean));
        var (paths, random, path, first, sum) = (new DemandPaths(forecast), new Random(3), new int[40], 0.0, 0.0);
        const int Draws = 20_000;
        for (var i = 0; i < Draws; i++)
        {
            paths.Draw(path, random);
            (first, sum) = (first + path[0], sum + path.Average());
        }

        Assert.AreEqual(mean, sum / Draws, (0.02 * mean) + 1e-9);
        Assert.AreEqual(mean, first / Draws, (0.1 * mean) + 1e-9);
    }
}
