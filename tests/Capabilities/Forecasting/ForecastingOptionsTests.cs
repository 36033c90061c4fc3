using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class ForecastingOptionsTests
{
    [TestMethod]
    [DataRow(60, 90, 21, false, DisplayName = "a horizon longer than the history")]
    [DataRow(112, 90, 21, false, DisplayName = "a day too few")]
    [DataRow(113, 90, 21, true, DisplayName = "just enough")]
    [DataRow(400, 28, 21, true, DisplayName = "the defaults")]
    public void A_history_too_short_for_the_horizon_is_refused_by_name(int history, int horizon, int newcomer, bool isRight)
    {
        var result = new ForecastingOptionsValidator().Validate(null, new ForecastingOptions { HistoryDays = history, Horizon = horizon, NewcomerDays = newcomer });
        Assert.AreEqual(isRight, !result.Failed, result.FailureMessage);
        if (!isRight)
        {
            Assert.Contains("Forecasting:HistoryDays", result.FailureMessage!);
            Assert.Contains("Forecasting:Horizon", result.FailureMessage!);
        }
    }
}
