using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.State.Tests.Followers;

/// <summary>All partitions, followed by the loop that a process runs.</summary>
[TestClass]
public sealed class StateFollowerTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(2);

    [TestMethod]
    public async Task Each_key_is_read_in_the_partition_where_the_hub_places_it_and_new_batches_arrive()
    {
        var options = Storage.NewOptions();
        var processor = new CountProcessor();
        await using var rig = new Rig(options, processor);
        string[] keys = [.. Enumerable.Range(0, 40).Select(static number => $"key-{number}")];
        foreach (var batch in keys.GroupBy(static key => PartitionPlacement.Of(key, 4)))
        {
            await RunAsync(rig, batch.Key, 0, [.. batch]);
        }

        await using var follower = Follow(options);
        Assert.IsFalse(follower.TryRead("key-1", 0, static (_, _) => { }, out _), "nothing is read before the start");
        follower.Start();
        follower.Start();
        await follower.Loaded.WaitAsync(SafetyNet);

        Assert.HasCount(4, follower.Positions);
        foreach (var key in keys)
        {
            Assert.AreEqual((1L, 7L), await CountAsync(follower, key, 1));
        }

        await RunAsync(rig, PartitionPlacement.Of("key-1", 4), 1_000, ["key-1", "key-1"]);
        Assert.AreEqual((3L, 21L), await CountAsync(follower, "key-1", 3));
    }

    [TestMethod]
    public async Task A_partition_that_gets_its_first_event_later_is_found()
    {
        var options = Storage.NewOptions();
        await using var rig = new Rig(options);
        await using var follower = Follow(options);
        follower.Start();
        await follower.Loaded.WaitAsync(SafetyNet);
        Assert.HasCount(1, follower.Positions, "nothing was ever committed: one empty partition");

        await RunAsync(rig, 2, 0, ["a"]);
        using var giveUp = new CancellationTokenSource(SafetyNet);
        while (follower.Positions.Count < 3 || follower.Positions[2].LastSequence < 0)
        {
            await Task.Delay(5, giveUp.Token);
        }

        Assert.AreEqual(0, follower.Positions[2].LastSequence);
    }

    [TestMethod]
    public async Task Transient_faults_of_storage_only_make_the_copy_stale()
    {
        var options = Storage.NewOptions();
        await using var rig = new Rig(options);
        await RunAsync(rig, 0, 0, ["a"]);
        Fault[] faults = [Fault.None, Fault.ErrorBefore, Fault.None, Fault.LostAnswer, Fault.None, Fault.None, Fault.TimeoutAfter];
        var policy = new FaultPolicy((request, _) => faults[request % faults.Length]);
        await using var follower = new StateFollower<CountState>(
            new CountProcessor(), Storage.Client(policy), options, Options(), TimeProvider.System, NullLogger<StateFollower<CountState>>.Instance);
        follower.Start();
        await follower.Loaded.WaitAsync(SafetyNet);
        for (var sequence = 1; sequence <= 20; sequence++)
        {
            await RunAsync(rig, 0, sequence, ["a"]);
            Assert.AreEqual((sequence + 1L, 7L * (sequence + 1)), await CountAsync(follower, "a", sequence + 1));
        }
    }

    [TestMethod]
    public async Task A_stopped_follower_lets_go_and_refuses_to_start()
    {
        var options = Storage.NewOptions();
        var follower = Follow(options);
        follower.Start();
        await follower.Loaded.WaitAsync(SafetyNet);
        await follower.DisposeAsync();
        await follower.DisposeAsync();

        Assert.IsFalse(follower.TryRead("a", 0, static (_, _) => { }, out _));
        Assert.ThrowsExactly<ObjectDisposedException>(follower.Start);
        await using var neverStarted = Follow(options);
        await neverStarted.DisposeAsync();
        Assert.IsTrue(neverStarted.Loaded.IsCanceled);
    }

    [TestMethod]
    public void A_setting_out_of_its_range_is_named()
    {
        var options = Options();
        (options.ShortestPoll, options.LongestPoll) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));

        StringAssert.Contains(Assert.ThrowsExactly<ValidationException>(options.Validate).Message, nameof(FollowerOptions.LongestPoll));
    }

    private static FollowerOptions Options() => new()
    {
        Hub = Rig.Partition.Hub,
        ConsumerGroup = Rig.Partition.ConsumerGroup,
        ShortestPoll = TimeSpan.FromMilliseconds(5),
        LongestPoll = TimeSpan.FromMilliseconds(50),
        PartitionCheck = TimeSpan.FromMilliseconds(50),
    };

    private static StateFollower<CountState> Follow(StateOptions options) => new(
        new CountProcessor(), Storage.Client(), options, Options(), TimeProvider.System, NullLogger<StateFollower<CountState>>.Instance);

    private static Task RunAsync(Rig rig, int partition, int from, string[] keys) => rig.Runner.RunAsync(
        Rig.Partition with { PartitionId = $"{partition}" },
        [.. keys.Select((key, index) => Rig.Event(from + index, $"{key}:7", $"{partition}-{from + index}"))],
        CancellationToken.None);

    private static async Task<(long Count, long Sum)> CountAsync(StateFollower<CountState> follower, string key, long expected)
    {
        using var giveUp = new CancellationTokenSource(SafetyNet);
        var found = new Found(key);
        while (!follower.TryRead(key, found, static (state, found) => found.Total = state.Find(found.Key), out _) || found.Total.Count < expected)
        {
            await Task.Delay(5, giveUp.Token);
        }

        return found.Total;
    }

    private sealed class Found(string key)
    {
        public string Key { get; } = key;

        public (long Count, long Sum) Total { get; set; }
    }
}
