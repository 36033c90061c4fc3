namespace XbFunctions.Xb.Tests.Bench;

[TestClass]
public sealed class ForecastBenchTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Every_family_and_stage_is_timed_and_what_is_projected_says_so()
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "bench", "forecast", "--series", "20", "--days", "120");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        foreach (var line in (string[])["theta", "holt-winters", "croston-0.1", "forecasting single series", "growing trees", "calibrating intervals", "adding up", "MB a thousand series, all origins", "peak ", "Projected, not measured: 30,490 series"])
        {
            Assert.Contains(line, run.Output);
        }
    }

    [TestMethod]
    public async Task A_number_out_of_range_is_named()
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "bench", "forecast", "--series", "10");
        Assert.AreEqual(XbCommandLine.Misused, run.ExitCode);
        Assert.Contains("--series is '10'", run.Error);
    }
}
