using System.Text.Json;

namespace XbFunctions.Xb.Tests.Bench;

[TestClass]
// The bench listens to the meters of the whole process: what other tests commit meanwhile would be counted too.
[DoNotParallelize]
public sealed class PipelineBenchTests
{
    private static readonly string[] Stages =
    [
        "parse", "pseudonyms + features", "inference", "decide", "journal append + bodies", "publish", "rest", "in all, second half",
    ];

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Every_payment_is_committed_and_decided_and_every_stage_is_measured()
    {
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken,
            [.. "bench pipeline --events 2000 --partitions 2 --batch 256 --customers 500 --rates 500,1000 --seconds 1 --json".Split(' ')]);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        using var report = JsonDocument.Parse(run.Output);
        var full = report.RootElement.GetProperty("full");
        Assert.AreEqual(2_000, full.GetProperty("events").GetInt64());
        Assert.AreEqual(2_000, full.GetProperty("decisions").GetInt64());
        Assert.IsInRange(1, 256, full.GetProperty("largestBatch").GetInt64());
        Assert.IsGreaterThanOrEqualTo(8, full.GetProperty("batches").GetInt64());
        Assert.IsGreaterThan(0, full.GetProperty("allocatedBytes").GetDouble());
        var ceiling = report.RootElement.GetProperty("ceiling");
        Assert.IsInRange(1, 2_000, ceiling.GetProperty("events").GetInt64());
        Assert.IsLessThanOrEqualTo(full.GetProperty("largestBatch").GetInt64(), ceiling.GetProperty("batchSize").GetInt64());
        Assert.AreEqual(
            full.GetProperty("eventsPerSecond").GetDouble() / ceiling.GetProperty("eventsPerSecond").GetDouble(),
            report.RootElement.GetProperty("ratio").GetDouble(),
            1e-9);
        CheckRates([.. report.RootElement.GetProperty("pathRates").EnumerateArray()]);
        CheckRates([.. report.RootElement.GetProperty("rates").EnumerateArray()]);
        JsonElement[] stages = [.. report.RootElement.GetProperty("stages").EnumerateArray()];
        CheckStages(stages[..^1]);
        Assert.AreEqual("as it ships: behind the commit", stages[^1].GetProperty("stage").GetString());
    }

    [TestMethod]
    public async Task The_path_alone_is_measured_without_the_app_as_it_ships()
    {
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken, [.. "bench pipeline --events 2000 --partitions 2 --batch 32 --customers 500 --rates none --path-only --json".Split(' ')]);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        using var report = JsonDocument.Parse(run.Output);
        Assert.AreEqual(JsonValueKind.Null, report.RootElement.GetProperty("full").ValueKind);
        Assert.AreEqual(2_000, report.RootElement.GetProperty("path").GetProperty("decisions").GetInt64());
        Assert.AreEqual(0, report.RootElement.GetProperty("pathRates").GetArrayLength());
        Assert.AreEqual(0, report.RootElement.GetProperty("rates").GetArrayLength());
        Assert.IsGreaterThan(0, report.RootElement.GetProperty("path").GetProperty("secondHalfStorageMicroseconds").GetDouble(), "Azurite worked, too.");
        JsonElement[] slices = [.. report.RootElement.GetProperty("slices").EnumerateArray()];
        Assert.IsNotEmpty(slices, "A part of the second half is measured between two ceilings.");
        foreach (var slice in slices)
        {
            Assert.IsInRange(1, 1_000, slice.GetProperty("events").GetInt64());
            Assert.AreEqual(
                slice.GetProperty("eventsPerSecond").GetDouble() / slice.GetProperty("ceilingPerSecond").GetDouble(), slice.GetProperty("ratio").GetDouble(), 1e-9);
            Assert.IsGreaterThan(0, slice.GetProperty("ceilingPerSecond").GetDouble());
        }

        CheckStages([.. report.RootElement.GetProperty("stages").EnumerateArray()]);
    }

    [TestMethod]
    [DataRow("--events 999", "--events is '999'")]
    [DataRow("--partitions 33", "--partitions is '33'")]
    [DataRow("--batch -1", "--batch is '-1'")]
    [DataRow("--customers 10", "--customers is '10'")]
    [DataRow("--rates 1000,fast", "--rates is '1000,fast'")]
    [DataRow("--rates 0", "--rates is '0'")]
    [DataRow("--seconds 0", "--seconds is '0'")]
    public async Task A_wrong_option_is_named(string options, string expected)
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, ["bench", "pipeline", .. options.Split(' ')]);
        Assert.AreEqual(XbCommandLine.Misused, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    private static void CheckRates(JsonElement[] rates)
    {
        CollectionAssert.AreEqual(new[] { 500, 1_000 }, rates.Select(static rate => rate.GetProperty("rate").GetInt32()).ToArray());
        foreach (var rate in rates)
        {
            Assert.AreEqual(rate.GetProperty("rate").GetInt64(), rate.GetProperty("events").GetInt64(), "one second of payments");
            Assert.AreEqual(rate.GetProperty("events").GetInt64(), rate.GetProperty("decisions").GetInt64());
            var (p50, p99, p999) = (Milliseconds(rate, "p50"), Milliseconds(rate, "p99"), Milliseconds(rate, "p999"));
            Assert.IsGreaterThanOrEqualTo(0, p50);
            Assert.IsGreaterThanOrEqualTo(p50, p99);
            Assert.IsGreaterThanOrEqualTo(p99, p999);
        }

        static double Milliseconds(JsonElement rate, string percentile) => rate.GetProperty($"{percentile}Milliseconds").GetDouble();
    }

    private static void CheckStages(JsonElement[] stages)
    {
        CollectionAssert.AreEqual(Stages, stages.Select(static stage => stage.GetProperty("stage").GetString()).ToArray());
        var costs = stages.Select(static stage => stage.GetProperty("cpuMicroseconds").GetDouble()).ToArray();
        Assert.AreEqual(costs[^1], costs[..^1].Sum(), 1e-3, "The stages and the rest are everything.");
        Assert.IsGreaterThan(0, costs[0]);
        Assert.IsGreaterThan(0, costs[1]);
    }
}
