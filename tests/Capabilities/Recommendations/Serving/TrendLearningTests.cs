using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Capabilities.Tests.Recommendations.Ranking;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Recommendations.Serving;

[TestClass]
public sealed class TrendLearningTests
{
    private const int Items = 40;
    private static readonly CountryCode[] Markets = [.. "DE FR US GB".Split(' ').Select(static code => CountryCode.Parse(code))];

    [TestMethod]
    public void A_market_is_believed_itself_as_far_as_it_differs_from_the_others()
    {
        var (alike, apart) = (Learnt(static (_, item) => item), Learnt(static (market, item) => (item + (market * 10)) % Items));
        Assert.IsGreaterThanOrEqualTo(30 * apart.CarryOver.PriorWeight, alike.CarryOver.PriorWeight, $"{alike.CarryOver}, {apart.CarryOver}");
        foreach (var (signals, least, most) in (IEnumerable<(ItemSignals, float, float)>)[(alike, 0, 0.6f), (apart, 0.8f, 1)])
        {
            var share = BoundSignals.Of(signals, Catalogue()).TrendOf(Markets[0]).OwnShare;
            Assert.IsTrue(share >= least && share <= most, $"{share}");
        }
    }

    [TestMethod]
    public void A_new_market_gets_what_is_looked_at_where_its_language_is_spoken_if_such_markets_foretell_each_other()
    {
        // What is liked in US and GB is not what is liked in DE and FR.
        var signals = Learnt(static (market, item) => market < 2 ? item : Items - 1 - item);
        Assert.IsGreaterThan(1, signals.CarryOver.LikenessWeight);
        var bound = BoundSignals.Of(signals, Catalogue());
        var (english, euro) = (CountryCode.Parse("CA"), CountryCode.Parse("ES"));
        Assert.AreEqual((0f, $"s{Items - 1}"), (bound.TrendOf(english).OwnShare, SkuOf(bound.TrendOf(english).Others[0])));
        Assert.AreEqual((0f, "s0"), (bound.TrendOf(euro).OwnShare, SkuOf(bound.TrendOf(euro).Others[0])));
        Assert.AreSame(bound.TrendOf(euro), bound.TrendOf(euro), "worked out once");
    }

    [TestMethod]
    public void Strangers_get_what_is_popular_whatever_the_ranker_says_and_customers_what_it_says()
    {
        var bound = BoundSignals.Of(Learnt(static (_, item) => item), Catalogue());
        var ranker = new ColumnRanker(RankerColumn.PriceLevel);
        var recommender = new Recommender(new RecommendationOptions { Diversity = 0, CategoryShare = 1, NewShare = 0 }, ranker);
        var stranger = recommender.Recommend(Catalogue(), bound, Shop.Ask() with { Count = 3 });
        CollectionAssert.AreEqual((int[])[0, 1, 2], Shop.Numbers(stranger));
        Assert.AreEqual(0, ranker.Calls);
        Assert.AreEqual(Items - 1, Shop.Numbers(recommender.Recommend(Catalogue(), bound, Shop.Ask("s0") with { Count = 3 }))[0]);
        Assert.AreEqual(1, ranker.Calls);
    }

    [TestMethod]
    public void Signals_that_do_not_say_what_their_trends_amount_to_serve_as_before()
    {
        var signals = Learnt(static (_, item) => item);
        var before = new ItemSignals { Version = "v", Skus = signals.Skus, Trending = signals.Trending, TrendingEverywhere = signals.TrendingEverywhere };
        var trend = BoundSignals.Of(before, Catalogue()).TrendOf(Markets[0]);
        Assert.AreEqual(0.65f, trend.OwnShare);
        Assert.AreEqual(0, BoundSignals.Of(before, Catalogue()).TrendOf(CountryCode.Parse("JP")).OwnShare);
    }

    private static string SkuOf(SignalLink link) => $"s{link.Item}";

    private static CatalogueSnapshot Catalogue() => Shop.Snapshot(Enumerable.Range(0, Items).Select(static i => Shop.Item(i, minor: 100 + (i * 10))));

    // Visitors who look at three items each, the smaller the number the likelier.
    private static ItemSignals Learnt(Func<int, int, int> itemOf)
    {
        var (learning, random, at) = (new SignalsLearning(), new Random(9), new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

        // Each is known everywhere, and has the number of its name.
        for (var item = 0; item < Items; item++)
        {
            learning.Add("all", $"s{item}", Markets[item % Markets.Length], at, 0.001);
        }

        for (var visitor = 0; visitor < 4_000; visitor++)
        {
            for (var view = 0; view < 3; view++)
            {
                var item = (int)(Items * Math.Pow(random.NextDouble(), 3));
                learning.Add($"v{visitor}", $"s{itemOf(visitor % 4, item)}", Markets[visitor % 4], at.AddSeconds(visitor), 1);
            }
        }

        return learning.Learn();
    }
}
