namespace XbFunctions.State.Tests;

[TestClass]
public sealed class CrashTests
{
    private const int MaxRequests = 500;

    [TestMethod]
    [DataRow(true, DisplayName = "before the request reached the service")]
    [DataRow(false, DisplayName = "after the request took effect")]
    public async Task A_crash_at_any_request_loses_nothing_and_counts_nothing_twice(bool isBefore)
    {
        var events = Rig.Events(0, 19).Append(Rig.Event(20, "bad")).Concat(Rig.Events(21, 23)).ToArray();
        var expected = Rig.Expected(events.Where(e => e.SequenceNumber != 20));
        for (var crashAt = 1; crashAt < MaxRequests; crashAt++)
        {
            var options = Storage.NewOptions();
            options.SnapshotRecords = 3;
            var faults = new FaultPolicy((request, _) => request != crashAt ? Fault.None : isBefore ? Fault.CrashBefore : Fault.CrashAfter);
            var published = new RecordingPublisher();
            var crashed = new Rig(options, publisher: published, policies: faults);
            var hasCrashed = await RunUntilCrashAsync(crashed, events);
            await using var next = new Rig(options, publisher: published);
            await RunUntilCrashAsync(next, events);
            Assert.AreEqual(expected, next.State, $"crash at request {crashAt}");
            Assert.AreEqual(23, published.Ids.Distinct().Count(), $"crash at request {crashAt}");
            Assert.AreEqual(1, await new DeadLetterStore(Storage.Client(), options).CountAsync(), $"crash at request {crashAt}");
            if (!hasCrashed)
            {
                Assert.IsGreaterThan(10, crashAt);
                return;
            }
        }

        Assert.Fail($"Still crashing after {MaxRequests} requests.");
    }

    private static async Task<bool> RunUntilCrashAsync(Rig rig, StreamEvent[] events)
    {
        try
        {
            foreach (var batch in events.Chunk(3))
            {
                await rig.RunAsync(batch);
            }

            return false;
        }
        catch (SimulatedCrashException)
        {
            return true;
        }
    }
}
