using System.Text.Json;
using CsCheck;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour;

[TestClass]
public sealed class ClickAggregatorTests
{
    [TestMethod]
    public async Task A_session_ends_after_half_an_hour_and_a_late_event_joins_the_two_it_lies_between()
    {
        var aggregator = Clicks.Aggregator(new BehaviourOptions { AllowedLateness = TimeSpan.FromMinutes(60) });
        var state = aggregator.CreateState(Clicks.Partition);

        var published = await Clicks.RunAsync(
            aggregator,
            state,
            [Clicks.Event(1, Clicks.View(1, 1, 0, 1)), Clicks.Event(2, Clicks.View(2, 1, 50, 2)), Clicks.Event(3, Clicks.View(3, 1, 25, 3))],
            [Clicks.Event(4, Clicks.View(4, 1, 90, 4)), Clicks.Event(5, Clicks.View(5, 2, 400, 4))]);

        var sessions = published.Where(e => e.Type == EventTypes.SessionClosed)
            .Select(e => JsonSerializer.Deserialize(e.Body, EventJson.Default.SessionClosed)!).ToList();
        Assert.HasCount(2, sessions);
        Assert.AreEqual(3, sessions[0].Views, "0, 25 and 50 minutes are one session, whatever the order of arrival");
        CollectionAssert.AreEqual(new[] { "k-2", "k-3", "k-1" }, sessions[0].LastSkus!.Select(sku => sku.Value).ToList());
        Assert.AreEqual(1, sessions[1].Views);
        var profile = JsonSerializer.Deserialize(published.Last(e => e.Type == EventTypes.ProfileChanged).Body, EventJson.Default.ProfileChanged)!;
        Assert.AreEqual(2, profile.Sessions);
        Assert.AreEqual("DE", profile.HomeMarket.ToString());
    }

    [TestMethod]
    public void Sessions_are_those_of_a_plain_recomputation_whatever_the_order_of_arrival() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 240], Gen.Int[1, 9]).Array[1, 60].Sample(clicks =>
        {
            var aggregator = Clicks.Aggregator(new BehaviourOptions { AllowedLateness = TimeSpan.FromHours(5) });
            var state = aggregator.CreateState(Clicks.Partition);
            var events = clicks.Select((click, i) => Clicks.Event(i + 1, Clicks.View(i, click.Item1, click.Item2, click.Item3))).ToArray();
            var far = Clicks.Event(1_000, Clicks.View(9_999, 9, 2_000, 1));
            var published = Clicks.RunAsync(aggregator, state, [.. events.Chunk(7), [far]]).GetAwaiter().GetResult();

            var got = published.Where(e => e.Type == EventTypes.SessionClosed)
                .Select(e => JsonSerializer.Deserialize(e.Body, EventJson.Default.SessionClosed)!)
                .Select(s => $"{s.VisitorKey} {s.StartedAt:o} {s.OccurredAt:o} {s.Views}").Order(StringComparer.Ordinal);
            CollectionAssert.AreEqual(Expected(clicks).Order(StringComparer.Ordinal).ToList(), got.ToList());
        }, iter: 200, threads: 1);

    [TestMethod]
    public void A_replay_of_the_changes_gives_the_state_that_live_processing_left() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 600], Gen.Int[1, 12], Gen.Int[0, 3]).Array[1, 80].Sample(clicks =>
        {
            var aggregator = Clicks.Aggregator();
            var live = aggregator.CreateState(Clicks.Partition);
            var replayed = aggregator.CreateState(Clicks.Partition);
            var result = new BatchResult();
            var events = clicks.Select((c, i) => Clicks.Event(i + 1, c.Item4 switch
            {
                0 => Clicks.Cart(i, c.Item1, c.Item2, c.Item3),
                1 => Clicks.Order(i, c.Item1, c.Item2, c.Item3, c.Item3 + 1),
                2 => Clicks.Search(i, c.Item1, c.Item2, "Red  Shoes", c.Item3 % 2),
                _ => Clicks.View(i, c.Item1, c.Item2, c.Item3),
            })).ToArray();
            foreach (var batch in events.Chunk(9))
            {
                result.Reset();
                aggregator.ProcessAsync(live, batch, result, CancellationToken.None).AsTask().GetAwaiter().GetResult();
                for (var index = 0; index < result.ChangeCount; index++)
                {
                    replayed.Apply(result.ChangeAt(index));
                }
            }

            CollectionAssert.AreEqual(Clicks.BytesOf(live), Clicks.BytesOf(replayed));
        }, iter: 100, threads: 1);

    [TestMethod]
    public async Task Trending_and_co_visits_are_the_decayed_sums_of_a_plain_recomputation()
    {
        var options = new BehaviourOptions { AllowedLateness = TimeSpan.FromDays(1) };
        var aggregator = Clicks.Aggregator(options);
        var state = aggregator.CreateState(Clicks.Partition);
        (double Minutes, int Sku)[] views = [(0, 1), (5, 2), (600, 1), (3, 3), (601, 2)];
        await Clicks.RunAsync(aggregator, state, [.. views.Select((view, i) => Clicks.Event(i + 1, Clicks.View(i, 1, view.Minutes, view.Sku)))]);

        var at = Clicks.Start.AddMinutes(700).ToUnixTimeMilliseconds();
        var half = options.TrendingHalfLife.TotalMilliseconds;
        var best = new List<ScoredKey>();
        state.CopyTrending(CountryCode.Parse("DE"), 10, best);
        foreach (var sku in (int[])[1, 2, 3])
        {
            var expected = views.Where(view => view.Sku == sku).Sum(view => Math.Pow(2, -(700 - view.Minutes) * 60_000 / half));
            Assert.AreEqual(expected, best.Single(entry => entry.Key == TextTable.KeyOf($"k-{sku}")).At(at, half), 1e-9, $"k-{sku}");
        }

        CollectionAssert.AreEqual(best.OrderByDescending(entry => entry.Score).ToList(), best);
        state.CopyCoVisited(TextTable.KeyOf("k-1"), 10, best);
        var coHalf = options.CoVisitHalfLife.TotalMilliseconds;
        double Decayed(double weight, double minutes) => weight * Math.Pow(2, -(700 - minutes) * 60_000 / coHalf);
        Assert.AreEqual(
            Decayed(1, 5) + Decayed(1, 601), best.Single(entry => entry.Key == TextTable.KeyOf("k-2")).At(at, coHalf), 1e-9, "k-2 after k-1, twice");
        Assert.AreEqual(
            Decayed(0.5, 3), best.Single(entry => entry.Key == TextTable.KeyOf("k-3")).At(at, coHalf), 1e-9, "k-2 stood between k-3 and k-1, being later");
    }

    [TestMethod]
    public async Task A_crawler_leaves_no_session_no_trend_beyond_its_first_requests_and_no_profile()
    {
        var aggregator = Clicks.Aggregator(new BehaviourOptions { BotBurst = 10 });
        var state = aggregator.CreateState(Clicks.Partition);
        var crawl = Enumerable.Range(0, 200).Select(i => Clicks.Event(i + 1, Clicks.View(i, 1, i / 600.0, i))).ToArray();

        var published = await Clicks.RunAsync(
            aggregator, state, crawl, [Clicks.Event(300, Clicks.View(300, 2, 0.5, 1)), Clicks.Event(301, Clicks.View(301, 3, 300, 1))]);

        var sessions = published.Where(e => e.Type == EventTypes.SessionClosed).ToList();
        Assert.HasCount(1, sessions);
        StringAssert.Contains(sessions[0].Body, Clicks.Customer(2).ToString());
        Assert.IsLessThanOrEqualTo(11, state.FindVisitor(Clicks.Customer(1).Low)!.Events);
    }

    [TestMethod]
    public async Task Funnels_searches_and_cohorts_count_each_once_and_no_search_holds_an_address()
    {
        var aggregator = Clicks.Aggregator();
        var state = aggregator.CreateState(Clicks.Partition);
        await Clicks.RunAsync(
            aggregator,
            state,
            [
                Clicks.Event(1, Clicks.Search(1, 1, 0, " Red   SHOES", 0)), Clicks.Event(2, Clicks.Search(2, 2, 1, "red shoes", 3)),
                Clicks.Event(3, Clicks.Search(3, 2, 1, "me@example.org", 0)), Clicks.Event(4, Clicks.View(4, 1, 2, 1)),
                Clicks.Event(5, Clicks.Cart(5, 1, 3, 1)), Clicks.Event(6, Clicks.Order(6, 1, 4, 1)), Clicks.Event(6, Clicks.Order(6, 1, 4, 1)),
            ],
            [Clicks.Event(7, Clicks.View(7, 3, 300, 1))],
            [Clicks.Event(8, Clicks.View(8, 1, 8 * 24 * 60, 1))]);

        var search = state.Searches.Single();
        Assert.AreEqual(("red shoes", 2L, 1L), (search.Text, search[0], search[1]));
        var funnel = state.Funnels.Single(cell => cell[4] > 0 || cell[0] == 2);
        CollectionAssert.AreEqual(new long[] { 2, 1, 1, 0, 1, 3_000 }, Enumerable.Range(0, 6).Select(i => funnel[i]).ToList());
        var cohorts = state.Cohorts.ToList();
        Assert.AreEqual(3, cohorts.Where(cell => cell.Offset == 0).Sum(cell => cell[0]));
        Assert.AreEqual(1, cohorts.Where(cell => cell.Offset == 1).Sum(cell => cell[0]));
    }

    private static IEnumerable<string> Expected((int Customer, int Minutes, int Sku)[] clicks)
    {
        foreach (var group in clicks.GroupBy(click => click.Customer))
        {
            var times = group.Select(click => click.Minutes).Order().ToList();
            var first = 0;
            for (var i = 1; i <= times.Count; i++)
            {
                if (i == times.Count || times[i] - times[i - 1] > 30)
                {
                    yield return $"{Clicks.Customer(group.Key)} {Clicks.Start.AddMinutes(times[first]):o} {Clicks.Start.AddMinutes(times[i - 1]):o} {i - first}";
                    first = i;
                }
            }
        }
    }
}
