using System.Text.Json;

namespace XbFunctions.Xb.Tests.Bench;

[TestClass]
public sealed class BenchHostTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Every_figure_is_measured_and_printed_as_json()
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "bench", "host", "--seconds", "2", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        using var report = JsonDocument.Parse(run.Output);
        var http = report.RootElement.GetProperty("http");
        Assert.IsGreaterThan(0, http.GetProperty("hostRequestsPerSecond").GetDouble());
        Assert.IsGreaterThan(0, http.GetProperty("bareRequestsPerSecond").GetDouble());
        var rows = report.RootElement.GetProperty("dispatch").EnumerateArray().ToArray();
        CollectionAssert.AreEqual(new[] { 1, 100, 512 }, rows.Select(static row => row.GetProperty("batchSize").GetInt32()).ToArray());
        Assert.IsTrue(rows.All(static row => row.GetProperty("events").GetInt64() > 0 && row.GetProperty("allocatedBytes").GetInt64() > 0));
        Assert.IsGreaterThan(0, report.RootElement.GetProperty("startUp").GetProperty("warmMilliseconds").GetDouble());
    }

    [TestMethod]
    [DataRow("--seconds", "1")]
    [DataRow("--seconds", "soon")]
    [DataRow("--rounds", "3")]
    public async Task A_wrong_option_is_named(string option, string value)
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "bench", "host", option, value);
        Assert.AreEqual(2, run.ExitCode);
        Assert.Contains(option, run.Error);
    }
}
