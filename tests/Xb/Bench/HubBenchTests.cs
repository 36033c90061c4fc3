using System.Text.Json;

namespace XbFunctions.Xb.Tests.Bench;

[TestClass]
public sealed class HubBenchTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Every_measurement_moves_events_and_says_what_they_cost()
    {
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken, "bench", "hub", "--seconds", "0.2", "--batch", "50", "--partitions", "2", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        using var report = JsonDocument.Parse(run.Output);
        Assert.AreEqual(Environment.ProcessorCount, report.RootElement.GetProperty("cores").GetInt32());
        var rows = report.RootElement.GetProperty("rows").EnumerateArray().ToArray();
        Assert.HasCount(10, rows);
        foreach (var row in rows)
        {
            Assert.IsGreaterThan(0, row.GetProperty("eventsPerSecond").GetDouble(), row.GetRawText());
            Assert.IsGreaterThan(0, row.GetProperty("allocatedBytes").GetDouble(), row.GetRawText());
        }
    }

    [TestMethod]
    [DataRow("--seconds 0", "--seconds is '0'")]
    [DataRow("--batch 1000", "--batch is '1000'")]
    [DataRow("--partitions 33", "--partitions is '33'")]
    public async Task A_number_out_of_range_is_named(string options, string expected)
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, ["bench", "hub", .. options.Split(' ')]);
        Assert.AreEqual(XbCommandLine.Misused, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }
}
