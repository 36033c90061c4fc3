using CsCheck;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class ForecastMethodsTests
{
    // Demand of 6 every third step: 2 a step, whatever the smoothing.
    [TestMethod]
    [DataRow(true, "Multiplicative")]
    [DataRow(false, "Additive")]
    public void Smoothing_chooses_whether_a_changing_season_multiplies_or_adds(bool isProduct, string expected)
    {
        var random = new Random(4);
        double[] values = [.. Enumerable.Range(0, 120).Select(t =>
        {
            // The season turns over time, so that no fixed profile fits it.
            var (level, season) = (100 + (4.0 * t), Math.Sin((Math.Tau * t / 12) + (t / 40.0)));
            var noise = (2 * random.NextDouble()) - 1;
            return isProduct ? level * (1 + (0.5 * season)) * (1 + (0.03 * noise)) : level + (40 * season) + (3 * noise);
        })];
        Assert.AreEqual(expected, AutomaticSmoothingMethod.Choose(new MethodInput(values, [12]), new double[12]).ToString());
    }

    [TestMethod]
    public void Smoothing_of_a_steady_season_or_of_none_spends_nothing_on_a_changing_one()
    {
        var random = new Random(6);
        double[] noise = [.. Enumerable.Range(0, 60).Select(_ => 50 + random.NextDouble())];
        Assert.AreEqual(SmoothingSeason.Fixed, AutomaticSmoothingMethod.Choose(new MethodInput(noise, [12]), new double[6]));
        double[] steady = [.. noise.Select(static (value, t) => value + (20 * Math.Sin(Math.Tau * t / 12)))];
        Assert.AreEqual(SmoothingSeason.Fixed, AutomaticSmoothingMethod.Choose(new MethodInput(steady, [12]), new double[6]));
    }

    [TestMethod]
    [DataRow(IntermittentKind.Croston, 2.0)]
    [DataRow(IntermittentKind.Sba, 1.9)]
    public void Regular_seldom_demand_is_forecast_at_its_rate(object kind, double expected)
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(t => t % 3 == 2 ? 6.0 : 0)];
        var forecast = new double[4];
        Assert.IsTrue(new IntermittentMethod((IntermittentKind)kind, 0.1).TryForecast(new MethodInput(values, []), forecast));
        Assert.AreEqual(expected, forecast[0], 1e-9);
        Assert.AreEqual(expected, forecast[3], 1e-9);
    }

    [TestMethod]
    public void Demand_that_stopped_fades_with_tsb_and_stays_with_croston()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(t => t < 30 && t % 3 == 2 ? 6.0 : 0)];
        var (croston, tsb) = (new double[1], new double[1]);
        new IntermittentMethod(IntermittentKind.Croston, 0.1).TryForecast(new MethodInput(values, []), croston);
        new IntermittentMethod(IntermittentKind.Tsb, 0.15).TryForecast(new MethodInput(values, []), tsb);
        Assert.IsGreaterThan(0.5, croston[0]);
        Assert.IsLessThan(0.1, tsb[0]);
    }

    [TestMethod]
    public void Smoothing_fits_at_least_as_well_as_any_point_of_a_grid()
    {
        var random = new Random(7);
        double[] values = [.. Enumerable.Range(0, 80).Select(t => 50 + (3 * Math.Sin(t / 9.0)) + random.NextDouble())];
        var fit = ExponentialSmoothing.Fit(values, SmoothingTrend.None);
        for (var alpha = 0.02; alpha < 1; alpha += 0.02)
        {
            var (level, error) = (values[0], 0.0);
            foreach (var value in values)
            {
                error += (value - level) * (value - level);
                level += alpha * (value - level);
            }

            Assert.IsLessThanOrEqualTo(ExponentialSmoothing.Aicc(error, values.Length, 3) + 1e-3, fit.Criterion);
        }
    }

    [TestMethod]
    public void A_straight_line_goes_on_with_optimised_theta_and_at_half_its_slope_or_more_with_theta()
    {
        double[] line = [.. Enumerable.Range(0, 40).Select(t => 10 + (2.0 * t))];
        var (optimised, theta) = (new double[5], new double[5]);
        Assert.IsTrue(new OptimisedThetaMethod(isDynamic: false).TryForecast(new MethodInput(line, []), optimised));
        Assert.IsTrue(new ThetaMethod().TryForecast(new MethodInput(line, []), theta));
        Assert.AreEqual(98, optimised[4], 4.5);
        Assert.AreEqual(1, theta[4] - theta[3], 1e-9);
    }

    [TestMethod]
    public void Ridge_equations_solve_the_penalised_problem() =>
        Gen.Double[-2, 2].Array[40].Sample(values =>
        {
            int[] lags = [1, 2, 5];
            var weights = new RidgeEquations(values, lags, 5, values.Length, 1).Solve(0.1);
            for (var j = 0; j < lags.Length; j++)
            {
                var gradient = 0.1 * (values.Length - 5) * weights[j];
                for (var t = 5; t < values.Length; t++)
                {
                    var expected = lags.Select((lag, k) => weights[k] * values[t - lag]).Sum();
                    gradient -= values[t - lags[j]] * (values[t] - expected);
                }

                Assert.AreEqual(0, gradient, 1e-6);
            }
        });

    [TestMethod]
    public void An_autoregression_learns_an_alternating_series()
    {
        double[] values = [.. Enumerable.Range(0, 120).Select(static t => t % 2 == 0 ? 100.0 : 140)];
        var forecast = new double[6];
        Assert.IsTrue(new RidgeAutoregression(8, isFull: false, 1).TryForecast(new MethodInput(values, []), forecast));
        for (var h = 0; h < forecast.Length; h++)
        {
            Assert.AreEqual(h % 2 == 0 ? 100 : 140, forecast[h], 3);
        }
    }

    [TestMethod]
    public void Every_method_forecasts_finite_numbers_or_says_that_it_cannot() =>
        Gen.Double[0, 50].Array[1, 70].Sample(values =>
        {
            var input = new MethodInput(values, [4, 12]);
            foreach (var method in ForecastMethods.All)
            {
                var forecast = new double[15];
                var isDone = method.TryForecast(input, forecast);
                Assert.IsTrue(!isDone || Array.TrueForAll(forecast, double.IsFinite), method.Name);
            }
        }, iter: 60);
}
