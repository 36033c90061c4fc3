using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour;

[TestClass]
public sealed class BehaviourReadersTests
{
    private const double Day = 24 * 60;
    private static readonly CountryCode Germany = CountryCode.Parse("DE");
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public required TestContext TestContext { get; set; }

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_funnel_adds_the_partitions_up_and_tells_of_each_hour_that_the_span_touches()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        Assert.IsEmpty(await rig.Behaviour.FunnelAsync(Span(Midnight, Midnight.AddDays(1)), Token), "no table yet");
        await rig.RunAsync(
            ("0", [Clicks.View(1, 1, 10, 1), Clicks.Cart(2, 1, 11, 1), Clicks.Order(3, 1, 12, 1), Clicks.View(4, 9, 500, 1)]),
            ("1", [Clicks.View(5, 2, 5, 1), Clicks.Search(6, 3, 20, "lamp", 1), Clicks.View(7, 4, 65, 1), Clicks.View(8, 8, 500, 1)]));

        FunnelHour noon = new(Clicks.Start, 3, 2, 1, 0, 1, 30);
        FunnelHour one = new(Clicks.Start.AddHours(1), 1, 1, 0, 0, 0, 0);
        CollectionAssert.AreEqual(new[] { noon, one }, (await rig.Behaviour.FunnelAsync(Span(Midnight, Midnight.AddDays(1)), Token)).ToList());
        CollectionAssert.AreEqual(
            new[] { noon }, (await rig.Behaviour.FunnelAsync(Span(Clicks.Start.AddMinutes(15), Clicks.Start.AddMinutes(30)), Token)).ToList());
        CollectionAssert.AreEqual(
            new[] { noon }, (await rig.Behaviour.FunnelAsync(Span(Clicks.Start, Clicks.Start.AddHours(1)), Token)).ToList(), "the end is not in the span");
        Assert.IsEmpty(await rig.Behaviour.FunnelAsync(Span(Midnight, Midnight.AddDays(1), "FR"), Token));
    }

    [TestMethod]
    public async Task Searches_add_the_partitions_and_days_up_and_tell_of_each_day_that_the_span_touches()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        await rig.RunAsync(
            ("0", [Clicks.Search(1, 1, 0, "Red  shoes", 3), Clicks.Search(2, 1, 1, "red shoes", 0), Clicks.Search(3, 1, 2, "ann@example.org", 0)]),
            ("1", [Clicks.Search(4, 2, 3, "RED SHOES", 0), Clicks.Search(5, 2, 4, "lamp", 5), Clicks.Search(6, 2, Day, "lamp", 0), Clicks.Search(7, 2, Day + 1, "lamp", 2)]));

        SearchCount shoes = new("red shoes", 3, 2);
        CollectionAssert.AreEqual(new[] { shoes, new("lamp", 1, 0) }, (await rig.Behaviour.SearchesAsync(Span(Midnight, Midnight.AddDays(1)), 10, Token)).ToList());
        CollectionAssert.AreEqual(
            new[] { shoes, new("lamp", 1, 0) },
            (await rig.Behaviour.SearchesAsync(Span(Midnight.AddHours(18), Midnight.AddHours(19)), 10, Token)).ToList(),
            "a day is told of as a whole");
        CollectionAssert.AreEqual(
            new[] { new SearchCount("lamp", 3, 1) }, (await rig.Behaviour.SearchesAsync(Span(Midnight, Midnight.AddDays(2)), 1, Token)).ToList());
    }

    [TestMethod]
    public async Task Cohorts_tell_of_each_week_in_which_their_customers_came_back()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        await rig.RunAsync(
            ("0", [Clicks.View(1, 1, 0, 1), Clicks.View(2, 1, 14 * Day, 1)]),
            ("1", [Clicks.View(3, 2, 10, 1), Clicks.View(4, 2, 11, 1), Clicks.View(5, 3, 7 * Day, 1)]));

        // Weeks begin on Thursday; the first of March 2026 was a Sunday.
        var first = Midnight.AddDays(-3);
        var all = await rig.Behaviour.CohortsAsync(Span(Midnight, Midnight.AddDays(7)), Token);
        CollectionAssert.AreEqual(new[] { first, first.AddDays(7) }, all.Select(static cohort => cohort.Week).ToList());
        CollectionAssert.AreEqual(new long[] { 2, 0, 1 }, all[0].Customers.ToList());
        CollectionAssert.AreEqual(new long[] { 1 }, all[1].Customers.ToList());
        Assert.HasCount(1, await rig.Behaviour.CohortsAsync(Span(Midnight, first.AddDays(7)), Token));
    }

    [TestMethod]
    public async Task A_customer_is_found_by_id_and_by_pseudonym_with_segments_and_why()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        Assert.IsNull(await rig.Customers.FindAsync("c-1", Token), "no table yet");
        await rig.RunAsync(("1", [Clicks.View(1, 1, 0, 2), Clicks.Order(2, 1, 1, 1), Clicks.Order(3, 1, 2, 1), Clicks.Order(4, 1, 3, 1), Clicks.View(5, 2, 4, 1)]));

        var known = (await rig.Customers.FindAsync("c-1", Token))!;
        var profile = known.Profile;
        Assert.AreEqual((Clicks.Customer(1), "DE", "de"), (known.CustomerKey, profile.HomeMarket, profile.Language));
        Assert.AreEqual((4, 3, 6, 90.0, Clicks.Start.AddMinutes(3)), (profile.Events, profile.Orders, profile.Units, profile.SpentEuros, profile.LastOrderAt));
        CollectionAssert.AreEqual(new[] { "k-1", "k-2" }, profile.Recent.Select(static item => item.Sku).ToList());
        Assert.AreEqual((4, 1, 3), (profile.OpenSession!.Events, profile.OpenSession.Views, profile.OpenSession.Orders));
        Assert.AreEqual(new CustomerAnswer.Position("behaviour|clickstream|behaviour|1", 4), known.AsOf);
        CollectionAssert.AreEqual(new[] { "new", "active", "loyal" }, known.Segments.Select(static segment => segment.Name).ToList());
        Assert.Contains("3 orders", known.Segments[2].Why);

        Assert.AreEqual(profile.LastSeenAt, (await rig.Customers.FindAsync(Clicks.Customer(1).ToString(), Token))!.Profile.LastSeenAt);
        CollectionAssert.AreEqual(
            new[] { "new", "active", "browser" }, (await rig.Customers.FindAsync("c-2", Token))!.Segments.Select(static segment => segment.Name).ToList());
        Assert.IsNull(await rig.Customers.FindAsync("c-3", Token));

        rig.Clock.Advance(TimeSpan.FromDays(40));
        CollectionAssert.AreEqual(
            new[] { "atRisk", "loyal" }, (await rig.Customers.FindAsync("c-1", Token))!.Segments.Select(static segment => segment.Name).ToList());
        rig.Clock.Advance(TimeSpan.FromDays(160));
        CollectionAssert.AreEqual(
            new[] { "lapsed", "browser" }, (await rig.Customers.FindAsync("c-2", Token))!.Segments.Select(static segment => segment.Name).ToList());
    }

    [TestMethod]
    public async Task Rows_that_were_lost_are_made_anew_from_the_state()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        await rig.RunAsync(
            ("0", [Clicks.View(1, 1, 10, 1), Clicks.Order(2, 1, 12, 1), Clicks.Search(3, 2, 13, "lamp", 0), Clicks.View(4, 3, 500, 1)]),
            ("1", [Clicks.Anonymous(Clicks.View(5, 4, 5, 1)), Clicks.View(6, 5, 6, 2), Clicks.Shown(8, 5, 7, "home", "l", 1, 2), Clicks.View(7, 6, 500, 1)]));
        var before = await rig.RowsAsync();
        Assert.HasCount(5 + 2 + 1 + 2 + 2, before, "customers, funnels, searches, cohorts, feedback, coverage");
        await rig.ClearAsync();
        Assert.IsEmpty(await rig.RowsAsync());

        var options = new BehaviourOptions();
        var rebuild = new ReadModelRebuild<BehaviourState>(
            "behaviour", partition => new BehaviourState(options, partition.PartitionId), new BehaviourReadModels(), rig.Blobs, rig.Service, NullLogger.Instance);
        await foreach (var partition in rebuild.PartitionsAsync(Token))
        {
            await rebuild.RunAsync(partition, Token);
        }

        CollectionAssert.AreEqual(before, await rig.RowsAsync());
    }

    private static BehaviourSpan Span(DateTimeOffset from, DateTimeOffset to, string market = "DE") =>
        new(market == "DE" ? Germany : CountryCode.Parse(market), from, to);
}
