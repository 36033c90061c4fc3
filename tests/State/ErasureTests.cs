using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.State.Tests;

/// <summary>What leaves a state, a segment, a file or a dead letter leaves storage too, and nothing else does.</summary>
[TestClass]
public sealed class ErasureTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(2);

    [TestMethod]
    public async Task A_state_that_forgot_has_its_journals_replaced_behind_the_commit()
    {
        var options = Storage.NewOptions();
        await using var runner = Runner(options, TimeProvider.System);
        await runner.RunAsync(Rig.Partition, [Rig.Event(0, "keep"), Rig.Event(1, "SECRET")], CancellationToken.None);
        Assert.IsTrue(await HoldsAsync(options));
        await runner.RunAsync(Rig.Partition, [Rig.Event(2, "forget:SECRET")], CancellationToken.None);
        await runner.WhenSnapshotsAreDoneAsync();
        Assert.IsFalse(await HoldsAsync(options));
        Assert.IsTrue(await new JournalAge(Storage.Client(), options).BeginsBehindAsync("forgetful", Rig.Partition, 2, CancellationToken.None));
        Assert.IsFalse(await new JournalAge(Storage.Client(), options).BeginsBehindAsync("forgetful", Rig.Partition, 3, CancellationToken.None));
    }

    [TestMethod]
    public async Task A_crash_before_the_snapshot_leaves_it_to_the_next_owner_whatever_comes_next()
    {
        var options = Storage.NewOptions();
        var crashed = Runner(options, TimeProvider.System, new FaultPolicy((_, request) =>
            request.Uri.Path.Contains("/snapshot-", StringComparison.Ordinal) ? Fault.Refused : Fault.None));
        await crashed.RunAsync(Rig.Partition, [Rig.Event(0, "SECRET"), Rig.Event(1, "forget:SECRET")], CancellationToken.None);
        await crashed.WhenSnapshotsAreDoneAsync();
        Assert.IsTrue(await HoldsAsync(options));

        await using var next = Runner(options, TimeProvider.System);
        await next.RunAsync(Rig.Partition, [Rig.Event(2, "any")], CancellationToken.None);
        await next.WhenSnapshotsAreDoneAsync();
        Assert.IsFalse(await HoldsAsync(options));
    }

    [TestMethod]
    public async Task A_quiet_partition_whose_snapshot_was_given_up_takes_it_by_itself()
    {
        var options = Storage.NewOptions();
        var clock = new FakeTimeProvider();
        var failing = true;
        await using var runner = Runner(options, clock, new FaultPolicy((_, request) =>
            failing && request.Uri.Path.Contains("/snapshot-", StringComparison.Ordinal) ? Fault.Refused : Fault.None));
        await runner.RunAsync(Rig.Partition, [Rig.Event(0, "SECRET"), Rig.Event(1, "forget:SECRET")], CancellationToken.None);
        await runner.WhenSnapshotsAreDoneAsync();
        failing = false;
        Assert.IsTrue(await HoldsAsync(options));
        var patience = TimeProvider.System.GetTimestamp();
        while (await HoldsAsync(options))
        {
            Assert.IsLessThan(SafetyNet, TimeProvider.System.GetElapsedTime(patience));
            clock.Advance(options.OwnerCheckInterval);
            await runner.WhenSnapshotsAreDoneAsync();
        }
    }

    [TestMethod]
    public async Task Answers_that_are_erased_are_not_found_by_readers_that_knew_them_and_the_others_are()
    {
        var options = Storage.NewOptions();
        await using (var rig = new Rig(options))
        {
            await rig.RunAsync(Rig.Events(0, 99));
        }

        using var reader = new LookupReader(Storage.Client(), "count", WithoutAge(options), TimeProvider.System);
        for (var number = 0; number < 100; number++)
        {
            Assert.IsNotNull(await reader.FindAsync($"n-{number}"));
        }

        var eraser = new LookupEraser(Storage.Client(), options);
        var (removed, sawAll) = await eraser.EraseAsync("count", static (_, _, value) => value.StartsWith("k3:"u8), CancellationToken.None);
        Assert.AreEqual((20L, true), (removed, sawAll));
        Assert.AreEqual((0L, true), await eraser.EraseAsync("count", static (_, _, value) => value.StartsWith("k3:"u8), CancellationToken.None));
        for (var number = 0; number < 100; number++)
        {
            Assert.AreEqual(number % 5 != 3, await reader.FindAsync($"n-{number}") is not null, $"n-{number}");
        }

        Assert.IsTrue((await Storage.BlobsAsync(options.LookupContainer)).All(static name => name.EndsWith(".r1.seg", StringComparison.Ordinal)));

        // What comes later is merged with it, and brings nothing back.
        options.LookupMergeWidth = 2;
        await using (var rig = new Rig(options))
        {
            await rig.RunAsync(Rig.Events(100, 109));
        }

        using var young = new LookupReader(Storage.Client(), "count", WithoutAge(options), TimeProvider.System);
        Assert.IsNull(await young.FindAsync("n-3"));
        Assert.IsNotNull(await young.FindAsync("n-4"));
        Assert.IsNotNull(await young.FindAsync("n-103"));
    }

    [TestMethod]
    public async Task Rows_that_are_erased_leave_their_file_which_other_tools_still_read()
    {
        var place = new SinkPlace();
        await using (var rig = new SinkRig(place, new FakeTimeProvider()))
        {
            await rig.RunAsync(Rig.Events(0, 19));
        }

        var before = await Storage.BlobsAsync(place.Archive.Container);
        var eraser = new ArchiveEraser(Storage.Client(), place.Archive);
        var (removed, sawAll) = await eraser.EraseAsync(
            "count", static _ => true, static (_, rows, row) => rows.Texts("key")[row] == "k3", CancellationToken.None);
        Assert.AreEqual((4L, true), (removed, sawAll));
        CollectionAssert.AreEqual(before, await Storage.BlobsAsync(place.Archive.Container), "the names say what was archived");
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).Where(static number => number % 5 != 3).Select(static number => (long)number).ToList(), await place.NumbersAsync());
        Assert.AreEqual((16L, true), await eraser.EraseAsync("count", static _ => true, static (_, _, _) => true, CancellationToken.None));
        Assert.IsEmpty(await place.NumbersAsync());
    }

    [TestMethod]
    public async Task A_dead_letter_that_is_erased_leaves_the_others_of_its_blob()
    {
        var options = Storage.NewOptions();
        await using (var rig = new Rig(options))
        {
            await rig.RunAsync(Rig.Event(0, "bad one"), Rig.Event(1, "bad two"));
            await rig.RunAsync(Rig.Event(2, "bad one"));
        }

        var eraser = new DeadLetterEraser(Storage.Client(), options);
        Assert.AreEqual((2L, true), await eraser.EraseAsync(static letter => Encoding.UTF8.GetString(letter.Body.Span).EndsWith("one", StringComparison.Ordinal), CancellationToken.None));
        var left = new List<DeadLetter>();
        await foreach (var letter in new DeadLetterStore(Storage.Client(), options).ListAsync())
        {
            left.Add(letter);
        }

        Assert.AreEqual((1L, "bad two"), (left.Single().SequenceNumber, Encoding.UTF8.GetString(left[0].Body.Span)));
        Assert.HasCount(1, await Storage.BlobsAsync(options.DeadLetterContainer));
    }

    private static StateOptions WithoutAge(StateOptions options)
    {
        var copy = Storage.Copy(options);
        copy.LookupListAge = TimeSpan.Zero;
        return copy;
    }

    private static StreamRunner<ForgetfulState> Runner(StateOptions options, TimeProvider clock, params Azure.Core.Pipeline.HttpPipelinePolicy[] policies) => new(
        new Forgetful(), Storage.Client(policies), new RecordingPublisher(), options, clock, NullLogger<StreamRunner<ForgetfulState>>.Instance);

    private static async Task<bool> HoldsAsync(StateOptions options)
    {
        foreach (var blob in await Storage.BlobsAsync(options.StateContainer))
        {
            try
            {
                if ((await Storage.ReadAsync(options.StateContainer, blob)).AsSpan().IndexOf("SECRET"u8) >= 0)
                {
                    return true;
                }
            }
            catch (Azure.RequestFailedException gone) when (gone.Status == 404)
            {
                // Removed behind a snapshot.
            }
        }

        return false;
    }

    private sealed class ForgetfulState : IStreamState
    {
        private readonly SortedSet<string> _words = new(StringComparer.Ordinal);

        public bool WantsSnapshot { get; private set; }

        public void Apply(ReadOnlySpan<byte> change)
        {
            var word = Encoding.UTF8.GetString(change);
            if (word.StartsWith("forget:", StringComparison.Ordinal))
            {
                WantsSnapshot = true;
                _words.Remove(word["forget:".Length..]);
            }
            else
            {
                _words.Add(word);
            }
        }

        public IStateCapture Capture()
        {
            WantsSnapshot = false;
            return new CopiedCapture(Encoding.UTF8.GetBytes(string.Join(';', _words)));
        }

        public void Load(ReadOnlySpan<byte> snapshot) => _words.UnionWith(Encoding.UTF8.GetString(snapshot).Split(';', StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class Forgetful : IStreamProcessor<ForgetfulState>
    {
        public string Name => "forgetful";

        public ForgetfulState CreateState(StreamPartition partition) => new();

        public ValueTask ProcessAsync(ForgetfulState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
        {
            foreach (var e in events.ToArray())
            {
                state.Apply(e.Body.Span);
                result.Change(e.Body.Span);
            }

            return ValueTask.CompletedTask;
        }
    }
}
