using System.Text.Json;

namespace XbFunctions.Xb.Tests.Bench;

[TestClass]
public sealed class FraudBenchTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Every_payment_is_decided_every_call_is_answered_and_all_is_printed_as_json()
    {
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken,
            [.. "bench fraud --events 2000 --customers 500 --partitions 2 --rate 50 --seconds 2 --json".Split(' ')]);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        using var report = JsonDocument.Parse(run.Output);
        var hot = report.RootElement.GetProperty("hotPath");
        Assert.AreEqual(2_000, hot.GetProperty("events").GetInt64());
        Assert.IsGreaterThan(0, hot.GetProperty("eventsPerSecond").GetDouble());
        Assert.IsGreaterThan(0, hot.GetProperty("processorMicroseconds").GetDouble());
        var calls = report.RootElement.GetProperty("calls").EnumerateArray().ToArray();
        CollectionAssert.AreEqual(new[] { "score", "score and record" }, calls.Select(static call => call.GetProperty("name").GetString()).ToArray());
        foreach (var call in calls)
        {
            Assert.AreEqual(75, call.GetProperty("calls").GetInt32() + call.GetProperty("refused").GetInt32(), "a quarter of 100 calls warms up");
            Assert.AreEqual(0, call.GetProperty("refused").GetInt32());
            Assert.IsGreaterThan(0, call.GetProperty("p50Milliseconds").GetDouble());
            Assert.IsGreaterThan(0, call.GetProperty("processorMicroseconds").GetDouble());
            Assert.IsLessThanOrEqualTo(call.GetProperty("p999Milliseconds").GetDouble(), call.GetProperty("p99Milliseconds").GetDouble());
        }
    }

    [TestMethod]
    [DataRow("--rate", "0")]
    [DataRow("--seconds", "soon")]
    [DataRow("--partitions", "33")]
    public async Task A_wrong_option_is_named(string option, string value)
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "bench", "fraud", option, value);
        Assert.AreEqual(2, run.ExitCode);
        Assert.Contains(option, run.Error);
    }
}
