using System.Globalization;
using CsCheck;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour.Feedback;

[TestClass]
public sealed class FeedbackTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task Lists_and_clicks_are_added_up_over_partitions_by_source_position_and_day_and_each_event_counts_once()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        var reader = new FeedbackReader(new ReadModelReader(rig.Service), new Twenty());
        var span = new BehaviourSpan(CountryCode.Parse("DE"), Clicks.Start.AddHours(-1), Clicks.Start.AddDays(2));
        Assert.AreEqual(0, (await reader.ReadAsync(span, Token)).Lists, "no table yet");
        await rig.RunAsync(
            ("0", [Clicks.Shown(1, 1, 0, "home", "a", 1, 2, 3), Clicks.Shown(1, 1, 0, "home", "a", 1, 2, 3), Clicks.Clicked(2, 1, 1, "home", "a", 2, 1), Clicks.Clicked(3, 1, 2, "home", "a", 3, 2), Clicks.Clicked(3, 1, 2, "home", "a", 3, 2)]),
            ("1", [Clicks.Shown(4, 2, 0, "home", "b", 4, 5), Clicks.Shown(5, 2, 3, "cart", "c", 1), Clicks.Clicked(6, 2, 4, "cart", "c", 1, 0), Clicks.Shown(7, 3, 1_440, "home", "d", 6)]));

        var feedback = await reader.ReadAsync(span, Token);
        Assert.AreEqual((4L, 7L, 3L, 6L), (feedback.Lists, feedback.Shown, feedback.Clicked, feedback.ItemsShown));
        Assert.AreEqual(0.5, feedback.PositiveRate, 1e-9, "two of four lists, though one was clicked twice");
        Assert.AreEqual(0.3, feedback.Coverage!.Value, 1e-9, "six of twenty products");
        var home = feedback.Sources[0];
        Assert.AreEqual(("home", 3L), (home.Source, home.Lists));
        CollectionAssert.AreEqual(
            new[] { new PositionFeedback(0, 3, 0, 0), new(1, 2, 1, 0.5), new(2, 1, 1, 1) }, home.Positions.ToList());
        Assert.AreEqual(("cart", 1L, 1L), (feedback.Sources[1].Source, feedback.Sources[1].Shown, feedback.Sources[1].Clicked));
        CollectionAssert.AreEqual(
            new[] { new FeedbackDay(new DateOnly(2026, 3, 1), 3, 6, 3), new(new DateOnly(2026, 3, 2), 1, 1, 0) }, feedback.Days.ToList());
        Assert.AreEqual(0, (await reader.ReadAsync(span with { Market = CountryCode.Parse("FR") }, Token)).Lists);
    }

    [TestMethod]
    public void A_replay_of_shown_and_clicked_lists_gives_the_state_that_live_processing_left() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 300], Gen.Int[0, 40], Gen.Bool).Array[1, 40].Sample(clicks =>
        {
            var aggregator = Clicks.Aggregator();
            var (live, replayed, result) = (aggregator.CreateState(Clicks.Partition), aggregator.CreateState(Clicks.Partition), new BatchResult());
            var events = clicks.Select((c, i) => Clicks.Event(
                i + 1, c.Item4 ? Clicks.Shown(i, c.Item1, c.Item2, "home", $"l-{c.Item3 % 4}", c.Item3, c.Item3 + 1) : Clicks.Clicked(i, c.Item1, c.Item2, "home", $"l-{c.Item3 % 4}", 1, c.Item3))).ToArray();
            foreach (var batch in events.Chunk(6))
            {
                result.Reset();
                aggregator.ProcessAsync(live, batch, result, CancellationToken.None).AsTask().GetAwaiter().GetResult();
                for (var index = 0; index < result.ChangeCount; index++)
                {
                    replayed.Apply(result.ChangeAt(index));
                }
            }

            CollectionAssert.AreEqual(Clicks.BytesOf(live), Clicks.BytesOf(replayed));
        }, iter: 60, threads: 1);

    [TestMethod]
    public void A_sketch_estimates_within_its_error_and_joined_sketches_are_that_of_all_items() =>
        Gen.Select(Gen.Int[0, 30_000], Gen.Int[0, 1_000_000]).Sample((count, seed) =>
        {
            var (one, other, all) = (new ItemSketch(), new ItemSketch(), new ItemSketch());
            for (var item = 0; item < count; item++)
            {
                var key = TextTable.KeyOf(string.Create(CultureInfo.InvariantCulture, $"k-{seed}-{item}"));
                (item % 3 == 0 ? one : other).Add(key);
                all.Add(key);
                all.Add(key);
            }

            one.Join(other.Bytes);
            Assert.IsTrue(one.Bytes.SequenceEqual(all.Bytes));

            // Five standard errors of 3.3 %.
            Assert.IsLessThanOrEqualTo(Math.Max(2, 0.165 * count), Math.Abs(all.Estimate() - count), $"{count}: {all.Estimate()}");
        }, iter: 60, threads: 1);

    [TestMethod]
    public void Position_bias_falls_with_the_position_stays_bounded_and_finds_what_clicks_were_made_with()
    {
        var truth = Enumerable.Range(0, 20).Select(static position => 1 / (1 + (0.3 * position))).ToArray();
        var bias = PositionBias.Of([.. truth.Select((examined, position) => new PositionFeedback(position, 100_000, (long)(100_000 * 0.1 * examined), 0))]);
        for (var position = 0; position < truth.Length; position++)
        {
            Assert.AreEqual(truth[position], bias.Examined(position), 0.02, $"position {position}");
        }

        Assert.AreEqual(bias.Examined(19), bias.Examined(1_000));
        Gen.Select(Gen.Int[0, 1_000], Gen.Int[0, 100]).Array[0, 40].Sample(counts =>
        {
            var any = PositionBias.Of([.. counts.Select(static (count, position) => new PositionFeedback(position, count.Item1, Math.Min(count.Item1, count.Item2), 0))]);
            Assert.AreEqual(1, any.Examined(0));
            for (var position = 1; position < any.Positions; position++)
            {
                Assert.IsTrue(any.Examined(position) <= any.Examined(position - 1) && any.Examined(position) >= PositionBias.Least);
            }
        }, iter: 200);
    }

    [TestMethod]
    public void Position_bias_learnt_from_lists_does_not_take_what_is_liked_for_the_place_that_it_was_shown_at()
    {
        var random = new Random(3);
        var liked = Enumerable.Range(0, 200).Select(_ => 0.02 + (0.3 * random.NextDouble())).ToArray();
        var truth = Enumerable.Range(0, 10).Select(static place => 1 / (1 + (0.2 * place))).ToArray();
        var (lists, sums) = (new List<ShownList>(), new FeedbackSums());
        for (var number = 0; number < 20_000; number++)
        {
            // Mostly what is liked first.
            int[] items = [.. Enumerable.Range(0, 10).Select(_ => random.Next(liked.Length)).Distinct().OrderByDescending(item => liked[item] + (0.2 * random.NextDouble()))];
            var list = new ShownList("home", items);
            for (var place = 0; place < items.Length; place++)
            {
                if (random.NextDouble() < truth[place] * liked[items[place]])
                {
                    list.Click(place);
                }
            }

            lists.Add(list);
            sums.Add("DE", list);
        }

        var (learnt, counted) = (PositionBias.Learn(lists), PositionBias.Of(sums.ToFeedback(Clicks.Start, Clicks.Start, 0, null).Positions));
        for (var place = 0; place < truth.Length; place++)
        {
            Assert.AreEqual(truth[place], learnt.Examined(place), 0.06, $"place {place}");
        }

        Assert.IsGreaterThan(counted.Examined(9) + 0.1, learnt.Examined(9), "click-through alone takes liking for attention");
        Assert.AreEqual(1, PositionBias.Learn([]).Examined(5));
        Assert.AreEqual(1, PositionBias.Learn([new ShownList("home", [1, 2])]).Examined(1), "nothing was clicked");
    }

    [TestMethod]
    public async Task What_visitors_made_of_lists_is_added_up_over_markets_and_days_and_kept_for_a_minute()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        rig.Clock.SetUtcNow(Clicks.Start.AddDays(1).AddHours(1));
        var reader = new OnlineFeedbackReader(new ReadModelReader(rig.Service), new Twenty(), rig.Clock);
        Assert.AreEqual(0, (await reader.ReadAsync(Token)).Lists, "no table yet");
        await rig.RunAsync(
            ("0", [Clicks.Shown(1, 1, 0, "home", "a", 1, 2, 3), Clicks.Clicked(2, 1, 1, "home", "a", 2, 1), InFrance(Clicks.Shown(3, 2, 2, "cart", "b", 4, 5))]),
            ("1", [Clicks.Shown(4, 3, 0, "home", "c", 1, 6), InFrance(Clicks.Shown(5, 4, 1_440, "home", "d", 7)), InFrance(Clicks.Clicked(6, 4, 1_441, "home", "d", 7, 0))]));
        Assert.AreEqual(0, (await reader.ReadAsync(Token)).Lists, "kept");
        rig.Clock.Advance(TimeSpan.FromMinutes(1));

        var feedback = await reader.ReadAsync(Token);
        Assert.AreEqual((4L, 8L, 2L, 7L), (feedback.Lists, feedback.Shown, feedback.Clicked, feedback.ItemsShown));
        Assert.AreEqual((0.5, 0.25, 0.35), (feedback.PositiveRate, feedback.ClickThrough, feedback.Coverage!.Value));
        CollectionAssert.AreEqual(new[] { "home", "cart" }, feedback.Sources.Select(static source => source.Source).ToList());
        CollectionAssert.AreEqual(new[] { new MarketFeedback("DE", 2, 0.5, 5, 1, 0.2), new("FR", 2, 0.5, 3, 1, Math.Round(1 / 3.0, 6)) }, feedback.Markets.ToList());
        Assert.AreEqual(new PositionFeedback(0, 4, 1, 0.25), feedback.Positions[0]);
        Assert.AreEqual(Clicks.Start.UtcDateTime.Date.AddDays(-5), feedback.From.UtcDateTime);

        // A bound leaves the older days out and says so.
        var bounded = await new OnlineFeedbackReader(new ReadModelReader(rig.Service), new Twenty(), rig.Clock) { MostRows = 1 }.ReadAsync(Token);
        Assert.AreEqual((1L, Clicks.Start.UtcDateTime.Date.AddDays(1)), (bounded.Lists, bounded.From.UtcDateTime));

        static string InFrance(string click) => click.Replace("\"market\":\"DE\"", "\"market\":\"FR\"", StringComparison.Ordinal);
    }

    private sealed class Twenty : IItemAttributes
    {
        public int Products => 20;

        public bool TryGet(string sku, CountryCode market, out ItemAttributes attributes)
        {
            attributes = default;
            return false;
        }
    }
}
