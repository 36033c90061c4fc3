using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class ForecastMetricsTests
{
    [TestMethod]
    [DataRow(100.0, 80.0, 22.2222222222)]
    [DataRow(0.0, 5.0, 200.0)]
    [DataRow(0.0, 0.0, 0.0)]
    public void Smape_is_the_error_against_the_mean_of_both(double actual, double forecast, double expected) =>
        Assert.AreEqual(expected, ForecastMetrics.Smape(actual, forecast), 1e-9);

    [TestMethod]
    public void The_naive_scale_is_the_mean_distance_of_values_a_lag_apart()
    {
        Assert.AreEqual(2, ForecastMetrics.NaiveScale([1, 3, 5, 7], 1), 1e-12);
        Assert.AreEqual(4, ForecastMetrics.NaiveScale([1, 3, 5, 7], 2), 1e-12);
        Assert.AreEqual(0, ForecastMetrics.NaiveScale([1, 3], 2), 1e-12);
    }

    [TestMethod]
    public void A_high_quantile_pays_nine_times_more_for_too_little_than_for_too_much()
    {
        Assert.AreEqual(9, ForecastMetrics.Pinball(10, 0, 0.9), 1e-12);
        Assert.AreEqual(1, ForecastMetrics.Pinball(0, 10, 0.9), 1e-12);
    }

    [TestMethod]
    public void The_quantile_of_errors_leaves_its_share_above()
    {
        double[] errors = [.. Enumerable.Range(1, 99).Select(static i => (double)i)];
        Assert.AreEqual(90, ConformalIntervals.SortedQuantile(errors, 0.9), 1e-9);
        Assert.AreEqual(50, ConformalIntervals.SortedQuantile(errors, 0.5), 1e-9);
    }
}
