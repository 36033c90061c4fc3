using CsCheck;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class SeasonalityTests
{
    [TestMethod]
    public void A_wave_is_seasonal_and_a_line_with_noise_is_not()
    {
        var random = new Random(4);
        double[] wave = [.. Enumerable.Range(0, 96).Select(t => 100 + (30 * Math.Sin(t * Math.Tau / 12)) + random.NextDouble())];
        double[] noise = [.. Enumerable.Range(0, 96).Select(_ => 100 + random.NextDouble())];
        Assert.IsTrue(Seasonality.Test(wave, 12));
        Assert.IsFalse(Seasonality.Test(noise, 12));
    }

    [TestMethod]
    public void A_season_taken_out_and_put_back_gives_the_next_values_of_a_pure_season() =>
        Gen.Double[1, 100].Array[4, 9].Sample(profile =>
        {
            double[] values = [.. Enumerable.Range(0, profile.Length * 4).Select(t => profile[t % profile.Length])];
            var seasonality = Seasonality.Remove(values, [profile.Length]);
            var forecast = new double[profile.Length];
            Array.Fill(forecast, profile.Average());
            seasonality.Restore(forecast);
            for (var h = 0; h < forecast.Length; h++)
            {
                Assert.AreEqual(profile[h], forecast[h], 1e-6 * (1 + profile[h]));
            }
        });

    [TestMethod]
    public void Gaps_take_the_value_a_season_before_and_missing_starts_are_cut() =>
        CollectionAssert.AreEqual(new[] { 1.0, 2, 3, 1, 5 }, SeriesCleaner.Clean([double.NaN, 1, 2, 3, double.NaN, 5], 3));

    [TestMethod]
    public void A_gap_without_a_season_lies_on_the_line_between_its_neighbours() =>
        CollectionAssert.AreEqual(new[] { 1.0, 2, 3, 4, 4 }, SeriesCleaner.Clean([1, double.NaN, double.NaN, 4, double.NaN], 1));
}
