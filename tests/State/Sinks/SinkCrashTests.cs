using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class SinkCrashTests
{
    private const int MaxRequests = 500;

    [TestMethod]
    [DataRow(true, DisplayName = "before the request reached the service")]
    [DataRow(false, DisplayName = "after the request took effect")]
    public async Task A_crash_at_any_request_loses_no_row_and_archives_each_once(bool isBefore)
    {
        var events = Rig.Events(0, 6).Append(Rig.Event(7, "bad")).Concat(Rig.Events(8, 9)).ToArray();
        var expected = Rig.Expected(events.Where(e => e.SequenceNumber != 7));
        for (var killAt = 1; killAt < MaxRequests; killAt++)
        {
            var place = new SinkPlace();
            place.State.SnapshotRecords = 3;
            var kill = new KillSwitch(killAt, isBefore);
            await RunUntilCrashAsync(new SinkRig(place, new FakeTimeProvider(), policies: kill), events);
            var next = new SinkRig(place, new FakeTimeProvider());
            await RunUntilCrashAsync(next, events);
            Assert.AreEqual(expected, next.Processor.Last!.Text, $"killed at request {killAt}");
            Assert.AreEqual(expected, await place.RowsAsync(), $"killed at request {killAt}");
            CollectionAssert.AreEqual(
                new long[] { 0, 1, 2, 3, 4, 5, 6, 8, 9 }, await place.NumbersAsync(), $"killed at request {killAt}");
            if (!kill.IsKilled)
            {
                Assert.IsGreaterThan(20, killAt);
                return;
            }
        }

        Assert.Fail($"Still killed after {MaxRequests} requests.");
    }

    private static async Task RunUntilCrashAsync(SinkRig rig, StreamEvent[] events)
    {
        try
        {
            foreach (var batch in events.Chunk(2))
            {
                await rig.RunAsync(batch);
            }

            await rig.Runner.StopAsync();
        }
        catch (SimulatedCrashException)
        {
            // Killed: nothing of the rig goes on, its clock stands still.
        }
    }
}
