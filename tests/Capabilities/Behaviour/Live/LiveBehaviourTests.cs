using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour.Live;

[TestClass]
public sealed class LiveBehaviourTests
{
    private static readonly CountryCode Germany = CountryCode.Parse("DE");

    public required TestContext TestContext { get; set; }

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task Trends_and_co_visits_of_the_partitions_are_those_of_one_that_saw_everything()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        string[][] clicks = [Of(0), Of(1)];
        await rig.RunAsync(("0", clicks[0]), ("1", clicks[1]));
        var aggregator = Clicks.Aggregator(new BehaviourOptions { AllowedLateness = TimeSpan.FromDays(1) });
        var whole = aggregator.CreateState(Clicks.Partition);
        await Clicks.RunAsync(aggregator, whole, [.. clicks.SelectMany(static some => some).Select(static (click, index) => Clicks.Event(index, click))]);

        await using var follower = Follow(rig);
        await using var live = Live(follower, new LiveBehaviourOptions());
        await ReachAsync(follower, ("0", clicks[0].Length - 1), ("1", clicks[1].Length - 1));
        Assert.IsTrue(live.Refresh());

        Same(Expected(whole, static (state, best) => state.CopyTrending(Germany, 50, best), new BehaviourOptions().TrendingHalfLife), live.Trending(Germany, 50));
        for (var sku = 1; sku <= 6; sku++)
        {
            var key = TextTable.KeyOf($"k-{sku}");
            Same(Expected(whole, (state, best) => state.CopyCoVisited(key, 50, best), new BehaviourOptions().CoVisitHalfLife), live.CoVisited($"k-{sku}", 50));
        }

        Assert.HasCount(2, live.Trending(Germany, 2));
        Assert.AreEqual(live.Trending(Germany, 50)[0], live.Trending(Germany, 1)[0], "the best first");
        Assert.IsEmpty(live.Trending(CountryCode.Parse("FR"), 5));
        Assert.IsEmpty(live.CoVisited("never seen", 5));
        CollectionAssert.AreEqual(new[] { Germany }, live.Markets.ToList());
    }

    [TestMethod]
    public async Task What_is_clicked_later_and_behind_a_snapshot_shows_as_well_and_the_rest_of_a_bounded_refresh_comes_with_the_next()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        await rig.RunAsync(("0", Of(0)));
        await using var follower = Follow(rig);
        await using var live = Live(follower, new LiveBehaviourOptions { ItemsPerRefresh = 2 });
        await ReachAsync(follower, ("0", Of(0).Length - 1));
        Assert.IsFalse(live.Refresh(), "three items were chosen together, and two are added up at a time");
        while (!live.Refresh())
        {
        }

        var before = live.Trending(Germany, 50);
        Assert.IsEmpty(live.CoVisited("k-90", 5));
        await rig.RunAsync(("1", [Clicks.View(900, 70, 300, 90), Clicks.View(901, 70, 301, 91)]));
        await ReachAsync(follower, ("1", 1));
        while (!live.Refresh())
        {
        }

        Assert.AreEqual("k-91", live.CoVisited("k-90", 5).Single().Sku);
        Assert.HasCount(before.Count + 2, live.Trending(Germany, 50));
        var same = live.Trending(Germany, 50).Single(item => item.Sku == before[0].Sku);
        Assert.IsLessThan(before[0].Weight, same.Weight, "time has passed, as the newest click tells");
    }

    [TestMethod]
    public async Task What_a_restarted_owner_is_given_again_counts_once_in_what_readers_see()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        await rig.RunAsync(("0", Of(0)));
        await using var follower = Follow(rig);
        await using var live = Live(follower, new LiveBehaviourOptions());
        await ReachAsync(follower, ("0", Of(0).Length - 1));
        while (!live.Refresh())
        {
        }

        var (trends, visits) = (live.Trending(Germany, 50), live.CoVisited("k-1", 50));
        Assert.IsNotEmpty(visits);

        // A fresh owner is given the same events again, behind them one of another market that says how far it came.
        await rig.RunAsync(("0", [.. Of(0), Clicks.View(900, 70, 300, 90).Replace("\"market\":\"DE\"", "\"market\":\"FR\"", StringComparison.Ordinal)]));
        await ReachAsync(follower, ("0", Of(0).Length));
        while (!live.Refresh())
        {
        }

        CollectionAssert.AreEqual(new[] { "k-90" }, live.Trending(CountryCode.Parse("FR"), 5).Select(static item => item.Sku).ToList());
        CollectionAssert.AreEqual(Shares(trends), Shares(live.Trending(Germany, 50)));
        CollectionAssert.AreEqual(Shares(visits), Shares(live.CoVisited("k-1", 50)));

        // Time has passed, for all alike.
        static List<(string, double)> Shares(IReadOnlyList<LiveItem> items) => [.. items.Select(item => (item.Sku, Math.Round(item.Weight / items[0].Weight, 6)))];
    }

    [TestMethod]
    public async Task The_first_reader_starts_it_and_does_not_wait()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        await rig.RunAsync(("0", Of(0)));
        var follower = Follow(rig);
        var live = Live(follower, new LiveBehaviourOptions { Refresh = TimeSpan.FromMilliseconds(10) });
        Assert.IsEmpty(live.Trending(Germany, 5));
        await live.Ready.WaitAsync(TimeSpan.FromMinutes(2), Token);
        Assert.IsNotEmpty(live.Trending(Germany, 5));

        await follower.DisposeAsync();
        await live.DisposeAsync();
        await live.DisposeAsync();
        Assert.IsNotEmpty(live.Trending(Germany, 5), "what was known stays readable");
    }

    [TestMethod]
    public async Task What_is_stopped_before_it_could_read_says_so()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        await using var follower = Follow(rig);
        var live = Live(follower, new LiveBehaviourOptions());
        await live.DisposeAsync();
        Assert.IsEmpty(live.CoVisited("k-1", 5));
        await Assert.ThrowsAsync<TaskCanceledException>(() => live.Ready);
    }

    [TestMethod]
    public async Task Where_it_is_switched_off_nothing_is_read_and_lists_are_empty()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        await rig.RunAsync(("0", Of(0)));
        await using var follower = Follow(rig);
        await using var live = Live(follower, new LiveBehaviourOptions { Enabled = false });
        Assert.IsEmpty(live.Trending(Germany, 5));
        await live.Ready;
        Assert.IsEmpty(follower.Positions);
        Assert.IsFalse(follower.Loaded.IsCompleted);
    }

    // Different visitors in each partition, the same items.
    private static string[] Of(int partition)
    {
        var first = 100 * partition;
        return
        [
            Clicks.View(first + 1, first + 1, 0, 1), Clicks.View(first + 2, first + 1, 1, 2), Clicks.Cart(first + 3, first + 1, 2, 3),
            Clicks.Order(first + 4, first + 2, 60, 2, 3), Clicks.View(first + 5, first + 3, 90 + partition, 4 + partition),
            Clicks.View(first + 6, first + 3, 95 + partition, 2),
        ];
    }

    private static StateFollower<BehaviourState> Follow(BehaviourRig rig) => new(
        new FollowedBehaviour(Clicks.Aggregator()),
        rig.Blobs,
        new StateOptions(),
        new FollowerOptions
        {
            Hub = HubNames.Clickstream,
            ConsumerGroup = BehaviourServiceCollectionExtensions.ConsumerGroup,
            ShortestPoll = TimeSpan.FromMilliseconds(5),
            LongestPoll = TimeSpan.FromMilliseconds(20),
            PartitionCheck = TimeSpan.FromMilliseconds(20),
        },
        TimeProvider.System,
        NullLogger<StateFollower<BehaviourState>>.Instance);

    private static LiveBehaviour Live(StateFollower<BehaviourState> follower, LiveBehaviourOptions options) =>
        new(follower, new BehaviourOptions(), options, TimeProvider.System, NullLogger<LiveBehaviour>.Instance);

    private static async Task ReachAsync(StateFollower<BehaviourState> follower, params (string Partition, long Sequence)[] positions)
    {
        follower.Start();
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!positions.All(wanted => follower.Positions.Any(at => at.PartitionId == wanted.Partition && at.LastSequence >= wanted.Sequence)))
        {
            await Task.Delay(2, giveUp.Token);
        }
    }

    private static List<LiveItem> Expected(BehaviourState state, Action<BehaviourState, List<ScoredKey>> copy, TimeSpan halfLife)
    {
        var best = new List<ScoredKey>();
        copy(state, best);
        return [.. best.Select(entry => new LiveItem(state.Texts.Find(entry.Key)!, entry.At(state.Watermark.TimeMs, halfLife.TotalMilliseconds)))];
    }

    private static void Same(List<LiveItem> expected, IReadOnlyList<LiveItem> actual)
    {
        Assert.HasCount(expected.Count, actual);
        foreach (var (want, got) in expected.OrderBy(static item => item.Sku).Zip(actual.OrderBy(static item => item.Sku)))
        {
            Assert.AreEqual(want.Sku, got.Sku);
            Assert.AreEqual(want.Weight, got.Weight, 1e-9 * want.Weight);
        }
    }
}
