using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Recommendations.Ranking;

[TestClass]
public sealed class RankerTests
{
    private static readonly RecommendationOptions Plain = new() { Diversity = 0, CategoryShare = 1, NewShare = 0 };

    [TestMethod]
    public void Candidates_are_listed_in_the_order_of_the_ranker_which_is_asked_once()
    {
        var catalogue = Shop.Snapshot(Enumerable.Range(0, 12).Select(static i => Shop.Item(i, minor: 100 + (i * 10))));
        var signals = BoundSignals.Of(Shop.FromFirst(12), catalogue);
        var ranker = new ColumnRanker(RankerColumn.PriceLevel);
        CollectionAssert.AreEqual((int[])[1, 2, 3], Shop.Numbers(new Recommender(Plain).Recommend(catalogue, signals, Shop.Ask("s0") with { Count = 3 })));
        CollectionAssert.AreEqual((int[])[11, 10, 9], Shop.Numbers(new Recommender(Plain, ranker).Recommend(catalogue, signals, Shop.Ask("s0") with { Count = 3 })));
        Assert.AreEqual(1, ranker.Calls, "one batch for all candidates");
        Assert.HasCount(11 * RankerColumns.Width, ranker.Rows);
    }

    [TestMethod]
    public void Training_gets_the_rows_that_serving_scores()
    {
        var catalogue = Shop.Snapshot(Enumerable.Range(0, 20).Select(static i => Shop.Item(i, 100 + (i * 7), $"c{i % 3}", $"b{i % 4}", Shop.Day.AddDays(-i * 20))));
        var signals = BoundSignals.Of(Shop.FromFirst(20), catalogue);
        var ranker = new ColumnRanker(RankerColumn.Blend);
        var ask = Shop.Ask("s3", "s0") with
        {
            History = new CustomerHistory(["s3", "s0"], ["s4"], []) { Times = [Shop.Now.AddHours(-30), Shop.Now.AddMinutes(-6)], Categories = [("c1", 0.6f)], Brands = [("b2", 0.7f)], Orders = 3 },
        };
        var (items, rows) = new Recommender(Plain).Candidates(catalogue, signals, ask);
        new Recommender(Plain, ranker).Recommend(catalogue, signals, ask);
        CollectionAssert.AreEqual(rows, ranker.Rows);
        float Of(int item, RankerColumn column) => rows[(Array.IndexOf(items, item) * RankerColumns.Width) + (int)column];

        Assert.AreEqual(1f / 7, Of(7, RankerColumn.CoVisitation), 1e-6, "the latest item leads to it");
        Assert.AreEqual((2f, 1f, 3f, 20f), (Of(7, RankerColumn.HistoryItems), Of(7, RankerColumn.SessionItems), Of(7, RankerColumn.Orders), Of(7, RankerColumn.Hour)));
        Assert.AreEqual(0.1f, Of(7, RankerColumn.HoursSinceLast), 1e-5);
        Assert.AreEqual((0.6f, 0f), (Of(7, RankerColumn.CategoryInterest), Of(8, RankerColumn.CategoryInterest)));
        Assert.AreEqual((0.7f, 0f), (Of(6, RankerColumn.BrandInterest), Of(7, RankerColumn.BrandInterest)));
        Assert.AreEqual(140f, Of(7, RankerColumn.AgeDays));
        Assert.AreEqual((1f, 0f), (Of(9, RankerColumn.IsLastCategory), Of(7, RankerColumn.IsLastCategory)));
        Assert.AreEqual(1f, Of(9, RankerColumn.CategoryOfHistory), 1e-6, "both viewed items are of its category");
        Assert.AreEqual(1 / 1.85f, Of(8, RankerColumn.BrandOfHistory), 1e-6, "the later of two viewed items weighs 1, the other 0.85");
        var mean = ((MathF.Log2(100) * 1) + (MathF.Log2(121) * 0.85f)) / 1.85f;
        Assert.AreEqual(MathF.Log2(149) - mean, Of(7, RankerColumn.PriceStep), 1e-4, "dearer than what was viewed");
        Assert.IsTrue(float.IsNaN(Of(7, RankerColumn.Stock)), "stock is not counted");
        Assert.IsTrue(float.IsNaN(Of(7, RankerColumn.SequenceLogRatio)), "there is no sequence model");
    }

    [TestMethod]
    public void Given_items_are_ranked_by_the_ranker_whether_they_are_candidates_or_not()
    {
        var catalogue = Shop.Snapshot(Enumerable.Range(0, 12).Select(static i => Shop.Item(i, minor: 100 + (i * 10), category: $"c{i}")));
        var recommender = new Recommender(Plain, new ColumnRanker(RankerColumn.PriceLevel));
        var ranked = recommender.Rank(catalogue, BoundSignals.Of(ItemSignals.None, catalogue), Shop.Ask("s0"), [2, 9, 5]);
        CollectionAssert.AreEqual((int[])[9, 5, 2], ranked.Select(static item => item.Item).ToArray());
    }

    [TestMethod]
    public void Likeness_to_what_is_listed_counts_against_an_item()
    {
        // Eight of one category and brand, then one each of others, a little worse.
        var catalogue = Shop.Snapshot(Enumerable.Range(0, 14).Select(static i => Shop.Item(i, category: i < 9 ? "same" : $"c{i}", brand: i < 9 ? "b" : "")));
        var links = Enumerable.Range(1, 13).Select(static i => new SignalLink(i, 1 - (0.01f * i))).ToArray();
        var signals = BoundSignals.Of(new ItemSignals { Version = "v", Skus = [.. Enumerable.Range(0, 14).Select(static i => $"s{i}")], CoVisitation = [links] }, catalogue);
        var options = new RecommendationOptions { Diversity = 0.3, CategoryShare = 1, NewShare = 0 };
        int Alike(double diversity)
        {
            options.Diversity = diversity;
            return Shop.Numbers(new Recommender(options).Recommend(catalogue, signals, Shop.Ask("s0") with { Count = 6 })).Count(static item => item < 9);
        }

        Assert.AreEqual(6, Alike(0));
        Assert.IsLessThan(4, Alike(0.5));
    }

    [TestMethod]
    public void What_was_bought_comes_again_only_where_the_category_is_bought_again_and_after_a_while()
    {
        var catalogue = Shop.Snapshot(Enumerable.Range(0, 60).Select(static i => Shop.Item(i, category: i is 1 or 2 ? "coffee" : "lamps")));
        var learnt = Shop.FromFirst(60);
        var signals = BoundSignals.Of(
            new ItemSignals { Version = "v", Skus = learnt.Skus, CoVisitation = learnt.CoVisitation, Buyers = [0, 500, 500, 500, .. new int[56]], BuyersAgain = [0, 300, 250, 5, .. new int[56]] },
            catalogue);
        var recommender = new Recommender(Plain);
        int[] List(int daysAgo, params string[] shown) => Shop.Numbers(recommender.Recommend(catalogue, signals, Shop.Ask() with
        {
            History = new CustomerHistory(["s1", "s3", "s0"], ["s1", "s3"], shown) { Times = [Shop.Now.AddDays(-daysAgo), Shop.Now.AddDays(-daysAgo), Shop.Now] },
        }));
        Assert.Contains(1, List(20), "coffee is used up");
        Assert.DoesNotContain(3, List(20), "a lamp is not");
        Assert.DoesNotContain(1, List(5), "and not yet after 5 days");
        Assert.DoesNotContain(1, List(20, "s1"), "nor when it was just shown");
        int[] old = Shop.Numbers(recommender.Recommend(catalogue, signals, Shop.Ask() with
        {
            History = new CustomerHistory(["s0"], ["s1", "s2"], []) { BoughtTimes = [Shop.Now.AddDays(-90), Shop.Now.AddDays(-2)] },
        }));
        Assert.Contains(1, old, "bought so long ago that it is no longer among what was seen");
        Assert.DoesNotContain(2, old);
    }

    [TestMethod]
    public void What_visitors_do_now_makes_candidates()
    {
        var catalogue = Shop.Snapshot(Enumerable.Range(0, 30).Select(static i => Shop.Item(i, category: $"c{i}")));
        var recommender = new Recommender(Plain, null, new Live());
        var list = recommender.Recommend(catalogue, BoundSignals.Of(ItemSignals.None, catalogue), Shop.Ask("s0") with { Count = 2 }).Items;
        Assert.AreEqual((21, RecommendationSource.CoVisitationNow, 0), (list[0].Item, list[0].Source, list[0].Because));
        Assert.AreEqual((22, RecommendationSource.TrendingNow, -1), (list[1].Item, list[1].Source, list[1].Because));
    }

    private sealed class Live : ILiveSignals
    {
        public IReadOnlyList<LiveItem> Trending(CountryCode market, int count) => [new("s22", 40), new("gone", 30)];

        public IReadOnlyList<LiveItem> CoVisited(string sku, int count) => sku == "s0" ? [new("s21", 12)] : [];
    }
}
