using System.Text.Json;

namespace XbFunctions.Xb.Tests.Bench;

[TestClass]
public sealed class TranslateBenchTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Every_engine_of_this_machine_is_measured_and_the_pipeline_and_the_memory_answer()
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "bench", "translate", "--seconds", "1", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
        using var report = JsonDocument.Parse(run.Output[run.Output.IndexOf('{', StringComparison.Ordinal)..]);
        var rows = report.RootElement.GetProperty("rows").EnumerateArray().ToList();
        CollectionAssert.IsSubsetOf(new[] { "lexicon", "shipped" }, rows.Select(static row => row.GetProperty("engine").GetString()).Distinct().ToArray());
        Assert.IsTrue(rows.All(static row => row.GetProperty("rate").GetDouble() > 0));
        Assert.IsGreaterThan(0, report.RootElement.GetProperty("titlesPerSecond").GetDouble());
        Assert.IsGreaterThan(0, report.RootElement.GetProperty("hitsPerSecond").GetDouble());
    }

    [TestMethod]
    public async Task A_language_that_is_none_is_named()
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "bench", "translate", "--to", "tlh");
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.Contains("--to is 'tlh'", run.Error);
    }
}
