using System.Text.Json;

namespace XbFunctions.Xb.Tests.Bench;

[TestClass]
public sealed class BehaviourBenchTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Every_click_is_aggregated_and_the_figures_are_printed_as_json(bool hasIntent)
    {
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken, [.. $"bench behaviour --clicks 4000 --partitions 2 --batch 500 --json{(hasIntent ? "" : " --no-intent")}".Split(' ')]);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        using var report = JsonDocument.Parse(run.Output[run.Output.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.AreEqual(4_000, report.RootElement.GetProperty("clicks").GetInt32());
        Assert.AreEqual(hasIntent, report.RootElement.GetProperty("model").GetString() is not null);
        foreach (var figure in (string[])["clicksPerSecond", "microsecondsOfProcessor", "allocatedBytes"])
        {
            Assert.IsGreaterThan(0, report.RootElement.GetProperty(figure).GetDouble(), figure);
        }

        Assert.IsGreaterThan(100, report.RootElement.GetProperty("visitors").GetInt32());

        // Of the whole process, in which other tests take and give back memory meanwhile: only a run of its own says how much.
        Assert.IsTrue(report.RootElement.GetProperty("stateBytes").TryGetInt64(out _));

        // A click of the journal is never empty.
        Assert.IsGreaterThan(20, report.RootElement.GetProperty("changeBytes").GetDouble());
    }

    [TestMethod]
    [DataRow("--clicks", "10")]
    [DataRow("--partitions", "0")]
    public async Task A_wrong_option_is_named(string option, string value)
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "bench", "behaviour", option, value);
        Assert.AreEqual(XbCommandLine.Misused, run.ExitCode);
        Assert.Contains(option, run.Error);
    }
}
