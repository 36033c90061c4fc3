using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class SurgeDetectorTests
{
    private const long First = 29_557_000;
    private const int Day = 1_440;

    /// <summary>Whatever the groups' own rates are, and with hits that come in clusters, the false alarms stay within what was allowed.</summary>
    [TestMethod]
    [DataRow(1, 1, DisplayName = "Under the null the rate of false alarms is the one allowed")]
    [DataRow(2, 2, DisplayName = "Under the null, hits coming in pairs, the rate of false alarms is the one allowed")]
    public void Under_the_null_the_rate_of_false_alarms_is_the_one_allowed(int seed, int cluster)
    {
        const int Days = 6;
        var options = new WarningOptions { FalseAlarmsPerDay = 4, MinHits = 2, MinRatio = 1 };
        var traffic = new SurgeTraffic(seed, groups: 25, perMinute: 12, cluster);
        var raised = Run(options, traffic, Days * Day).Where(static warning => warning.Stage == WarningStage.Raised).ToList();

        // Expected 24 at most; twice that is five standard deviations away.
        Assert.IsLessThan(48, raised.Count, string.Join('\n', raised.Select(static warning => warning.Text)));
    }

    [TestMethod]
    public void A_surge_in_one_corridor_is_found_within_minutes_and_ends_when_it_is_over()
    {
        const int Begin = Day + 200;
        var traffic = new SurgeTraffic(3, groups: 25, perMinute: 12, cluster: 1) { Surge = (Begin, Begin + 40, 2) };
        var warnings = Run(new WarningOptions(), traffic, 2 * Day);

        var raised = warnings.First(static warning => warning.Stage == WarningStage.Raised);
        Assert.AreEqual((WatchDimension.Corridor, SurgeTraffic.SurgeKey.Text()), (raised.Dimension, raised.Key));
        var minutes = (raised.OccurredAt - FraudMinutes.TimeOf(First + Begin)).TotalMinutes;
        Assert.IsTrue(minutes is > 0 and <= 12, $"found after {minutes} minutes");
        Assert.IsTrue(raised.PValue < 1e-6 && raised.Observed > 2 * raised.Expected);
        Assert.IsGreaterThan(0, raised.Samples.Count);
        var ended = warnings.Single(one => one.Stage == WarningStage.Ended && one.WarningId == raised.WarningId);
        var after = (ended.OccurredAt - FraudMinutes.TimeOf(First + Begin + 40)).TotalMinutes;
        Assert.IsTrue(after is > 0 and <= 70, $"ended {after} minutes after the surge");
        Assert.AreEqual(1, warnings.Count(one => one.Stage == WarningStage.Raised && one.Key == raised.Key));
    }

    [TestMethod]
    public void A_surge_that_does_not_end_becomes_what_is_usual()
    {
        const int Begin = 400;
        var options = new WarningOptions { LongestWarning = TimeSpan.FromHours(2), BaselineHalfLife = TimeSpan.FromHours(3) };
        var traffic = new SurgeTraffic(4, groups: 25, perMinute: 12, cluster: 1) { Surge = (Begin, int.MaxValue, 2) };
        var events = Run(options, traffic, 2 * Day).Where(static one => one.Key == SurgeTraffic.SurgeKey.Text() && one.Stage != WarningStage.Updated).ToList();

        Assert.AreEqual((WarningStage.Raised, WarningStage.Ended), (events[0].Stage, events[1].Stage));
        Assert.AreEqual(TimeSpan.FromHours(2), events[1].OccurredAt - events[0].Since);
        Assert.HasCount(2, events);
    }

    [TestMethod]
    public void A_detector_that_was_saved_and_loaded_goes_on_as_if_it_had_never_stopped()
    {
        var options = new WarningOptions();
        var whole = Run(options, Traffic(), 900);
        var ledger = new MinuteLedger();
        var traffic = Traffic();
        var (detector, events) = (new SurgeDetector(options), new List<FraudWarning>());
        for (var minute = 0; minute < 900; minute++)
        {
            if (minute % 97 == 96)
            {
                var saved = System.Text.Json.JsonSerializer.Serialize(detector.Save(), WarningJson.Options);
                detector = new SurgeDetector(options);
                detector.Load(System.Text.Json.JsonSerializer.Deserialize<SurgeDocument>(saved, WarningJson.Options)!);
            }

            traffic.Write(minute, ledger.Edit(First + minute));
            detector.Step(First + minute, ledger, events);
        }

        Assert.IsGreaterThan(1, whole.Count);
        CollectionAssert.AreEqual(whole.Select(static one => one.EventId).ToList(), events.Select(static one => one.EventId).ToList());

        static SurgeTraffic Traffic() => new(5, groups: 10, perMinute: 6, cluster: 1) { Surge = (500, 560, 3) };
    }

    // Expected: Python's lgamma, sum((exp(lgamma(k+r)-lgamma(r)-lgamma(k+1)+r*log(1-q)+k*log(q)) for k in range(x))) from 1.
    [TestMethod]
    [DataRow(5, 1.0, 1e9, 1.0, 0.00366)]
    [DataRow(3, 0.5, 0.5, 1.0, 0.04983)]
    [DataRow(4, 2.0, 1e9, 2.0, 0.1875)]
    [DataRow(20, 3.0, 1.5, 1.0, 0.000933)]
    [DataRow(0, 2.0, 1.0, 1.0, 1.0)]
    public void The_tail_is_that_of_a_negative_binomial_count(int observed, double mean, double size, double inflation, double expected) =>
        Assert.AreEqual(expected, SurgeTail.Probability(observed, mean, size, inflation), 1e-5);

    private static List<FraudWarning> Run(WarningOptions options, SurgeTraffic traffic, int minutes)
    {
        var (detector, ledger, events) = (new SurgeDetector(options), new MinuteLedger(), new List<FraudWarning>());
        for (var minute = 0; minute < minutes; minute++)
        {
            traffic.Write(minute, ledger.Edit(First + minute));
            detector.Step(First + minute, ledger, events);
            ledger.ForgetBefore(First + minute - (2 * SurgeDetector.LongestWindow));
        }

        return events;
    }
}
