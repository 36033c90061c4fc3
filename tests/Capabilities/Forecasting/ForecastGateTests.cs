using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class ForecastGateTests
{
    [TestMethod]
    [DataRow(new[] { 10.0, 10 }, new[] { 13.0, 7 }, true, DisplayName = "nearer and as fair: passes")]
    [DataRow(new[] { 14.0, 6 }, new[] { 11.0, 9 }, false, DisplayName = "further away: refused")]
    [DataRow(new[] { 12.0, 12 }, new[] { 13.0, 7 }, false, DisplayName = "nearer, but too high on the whole: refused")]
    public void A_combination_passes_when_its_error_is_smaller_and_its_bias_no_larger(double[] forecast, double[] champion, bool passes)
    {
        var gate = ForecastGate.Judge([Series(forecast, champion)], new ForecastingOptions());
        Assert.AreEqual(passes, gate.IsPassed, gate.Reason);
    }

    [TestMethod]
    public void Nothing_to_judge_by_is_no_pass()
    {
        var gate = ForecastGate.Judge([], new ForecastingOptions());
        Assert.IsFalse(gate.IsPassed);
    }

    private static SeriesForecast Series(double[] forecast, double[] champion) =>
        new("A", "shoes", "Smooth", forecast, [], champion, [], forecast, champion, [10, 10], [], 1);
}
