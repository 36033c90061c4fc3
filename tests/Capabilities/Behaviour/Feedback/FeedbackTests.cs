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
