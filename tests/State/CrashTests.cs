namespace XbFunctions.State.Tests;

[TestClass]
public sealed class CrashTests
{
    private const int MaxRequests = 500;

    [TestMethod]
    public async Task A_crash_between_the_parts_of_a_large_record_commits_none_of_them()
    {
        var options = Storage.NewOptions();
        var large = new CountProcessor { PaddingBytes = 3 * 1024 * 1024 };
        var appends = 0;
        var faults = new FaultPolicy((_, request) => Requests.IsAppend(request) && ++appends == 2 ? Fault.CrashBefore : Fault.None);
        var crashed = new Rig(options, large, policies: faults);
        await Assert.ThrowsExactlyAsync<SimulatedCrashException>(() => crashed.RunAsync(Rig.Events(0, 2)));
        await using (var next = new Rig(options, large))
        {
            await next.RunAsync(Rig.Events(0, 1));
            Assert.AreEqual(Rig.Expected(Rig.Events(0, 1)), next.State);
            await next.RunAsync(Rig.Events(2, 5));
        }

        await using var last = new Rig(options);
        await last.RunAsync(Rig.Events(6, 6));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 6)), last.State);
    }

    [TestMethod]
    [DataRow(true, DisplayName = "before the request reached the service")]
    [DataRow(false, DisplayName = "after the request took effect")]
    public async Task A_crash_at_any_request_loses_nothing_and_counts_nothing_twice(bool isBefore)
    {
        var events = Rig.Events(0, 6).Append(Rig.Event(7, "bad")).Concat(Rig.Events(8, 9)).ToArray();
        var expected = Rig.Expected(events.Where(e => e.SequenceNumber != 7));
        for (var crashAt = 1; crashAt < MaxRequests; crashAt++)
        {
            var options = Storage.NewOptions();
            options.SnapshotRecords = 2;
            var faults = new FaultPolicy((request, _) => request != crashAt ? Fault.None : isBefore ? Fault.CrashBefore : Fault.CrashAfter);
            var published = new RecordingPublisher();
            var crashed = new Rig(options, publisher: published, policies: faults);
            await RunUntilCrashAsync(crashed, events);
            await crashed.SnapshotsAsync();
            await using var next = new Rig(options, publisher: published);
            await RunUntilCrashAsync(next, events);
            Assert.AreEqual(expected, next.State, $"crash at request {crashAt}");
            Assert.AreEqual(9, published.Sent.Distinct().Count(), $"crash at request {crashAt}: an event sent again has the body it had");
            Assert.AreEqual(1, await new DeadLetterStore(Storage.Client(), options).CountAsync(), $"crash at request {crashAt}");
            if (!faults.HasCrashed)
            {
                Assert.IsGreaterThan(10, crashAt);
                return;
            }
        }

        Assert.Fail($"Still crashing after {MaxRequests} requests.");
    }

    private static async Task RunUntilCrashAsync(Rig rig, StreamEvent[] events)
    {
        try
        {
            foreach (var batch in events.Chunk(2))
            {
                await rig.RunAsync(batch);
            }
        }
        catch (SimulatedCrashException)
        {
            // What was delivered last comes again.
        }
    }
}
