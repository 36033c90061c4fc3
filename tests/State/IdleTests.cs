using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class IdleTests
{
    private const string Journal = "count/numbers/count/3/journal-00000000000000000000";
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(2);

    [TestMethod]
    public async Task After_a_quiet_moment_a_crash_sends_nothing_again()
    {
        var options = Storage.NewOptions();
        var clock = new FakeTimeProvider();
        var quiet = new Rig(options, null, clock);
        await quiet.RunAsync(Rig.Events(0, 4));
        clock.Advance(options.ConfirmDelay);
        await UntilAsync(async () => await RecordsAsync(options) == 2);
        await using var next = new Rig(options);
        await next.RunAsync(Rig.Events(5, 5));
        CollectionAssert.AreEqual(new[] { "a-5" }, next.Publisher.Ids.ToArray());
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 5)), next.State);
    }

    [TestMethod]
    public async Task Quiet_time_is_confirmed_once_and_a_batch_without_outputs_not_at_all()
    {
        var options = Storage.NewOptions();
        var clock = new FakeTimeProvider();
        var looks = new FaultPolicy((_, _) => Fault.None);
        await using var rig = new Rig(options, null, clock, policies: looks);
        await rig.RunAsync(Rig.Events(0, 4));
        clock.Advance(options.ConfirmDelay);
        await UntilAsync(async () => await RecordsAsync(options) == 2);
        await rig.RunAsync(Rig.Event(5, "bad"));
        Assert.AreEqual(3, await RecordsAsync(options));
        options.UnloadAfter = TimeSpan.FromDays(300_000);
        for (var round = 0; round < 200; round++)
        {
            var seen = looks.Requests;
            await UntilAsync(() =>
            {
                clock.Advance(options.OwnerCheckInterval);
                return Task.FromResult(looks.Requests > seen);
            });
        }

        Assert.AreEqual(3, await RecordsAsync(options));
        Assert.IsTrue(rig.Runner.IsLoaded(Rig.Partition));
    }

    [TestMethod]
    public async Task A_partition_that_moved_away_leaves_memory()
    {
        var options = Storage.NewOptions();
        var clock = new FakeTimeProvider();
        await using var old = new Rig(options, null, clock);
        await old.RunAsync(Rig.Events(0, 4));
        await using (var young = new Rig(options))
        {
            await young.RunAsync(Rig.Events(5, 9));
        }

        clock.Advance(options.ConfirmDelay);
        await UntilAsync(() => Task.FromResult(!old.Runner.IsLoaded(Rig.Partition)));
        await old.RunAsync(Rig.Events(8, 12));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 12)), old.State);
    }

    [TestMethod]
    public async Task What_left_memory_is_held_by_nothing()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 1;
        var clock = new FakeTimeProvider();
        await using var rig = new Rig(options, null, clock);
        await rig.RunAsync(Rig.Events(0, 4));
        await rig.SnapshotsAsync();
        var state = Forget(rig.Processor);
        await using (var young = new Rig(options))
        {
            await young.RunAsync(Rig.Events(5, 9));
        }

        clock.Advance(options.ConfirmDelay);
        await UntilAsync(() =>
        {
            GC.Collect();
            return Task.FromResult(!state.TryGetTarget(out _));
        });
        Assert.IsFalse(rig.Runner.IsLoaded(Rig.Partition));
    }

    [TestMethod]
    public async Task A_state_that_rests_leaves_memory_and_comes_back()
    {
        var options = Storage.NewOptions();
        options.UnloadAfter = TimeSpan.FromMinutes(3);
        var clock = new FakeTimeProvider();
        await using var rig = new Rig(options, null, clock);
        await rig.RunAsync(Rig.Events(0, 4));
        await UntilAsync(() =>
        {
            clock.Advance(options.OwnerCheckInterval);
            return Task.FromResult(!rig.Runner.IsLoaded(Rig.Partition));
        });
        await rig.RunAsync(Rig.Events(5, 9));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 9)), rig.State);
        Assert.HasCount(10, rig.Publisher.Ids);
    }

    [TestMethod]
    public async Task Rows_of_a_state_that_left_memory_are_archived_when_the_app_stops()
    {
        var place = new SinkPlace();
        place.State.UnloadAfter = TimeSpan.FromMinutes(3);
        place.Archive.FileInterval = TimeSpan.FromDays(1);
        var clock = new FakeTimeProvider();
        await using var rig = new SinkRig(place, clock);
        await rig.RunAsync(Rig.Events(0, 4));
        clock.Advance(place.State.UnloadAfter);
        await UntilAsync(() => Task.FromResult(!rig.Runner.IsLoaded(Rig.Partition)));
        await rig.Runner.StopAsync();
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3, 4 }, await place.NumbersAsync());
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference<CountState> Forget(CountProcessor processor)
    {
        var state = new WeakReference<CountState>(processor.Last!);
        processor.Last = null;
        return state;
    }

    private static async Task<int> RecordsAsync(StateOptions options)
    {
        var bytes = await Storage.ReadAsync(options.StateContainer, Journal);
        var records = 0;
        for (var at = 0; at < bytes.Length; at += (int)JournalRecordHeader.LengthOf(bytes.AsSpan(at)))
        {
            records++;
        }

        return records;
    }

    // What the timer started runs on its own; each look at storage gives it time.
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var net = new CancellationTokenSource(SafetyNet);
        while (!await condition())
        {
            net.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
