using System.Collections.Frozen;
using CsCheck;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Recommendations.Serving;

[TestClass]
public sealed class RecommenderTests
{
    private static readonly CountryCode[] Countries = [.. "DE FR JP BR US".Split(' ').Select(static code => CountryCode.Parse(code))];
    private static readonly DateOnly Day = new(2026, 6, 15);
    private static readonly Recommender Recommender = new(new RecommendationOptions());

    private static readonly Gen<CountryCode> Country = Gen.Int[0, 4].Select(static i => Countries[i]);

    private static readonly Gen<CatalogueItem> AnyItem = Gen.Select(
        Gen.Int[0, 11], Gen.Int[0, 4], Country.Array[0, 3], Country.Array[0, 3], Country.Array[1, 4], Gen.Int[-3, 3], Gen.Int[-400, 60], Gen.Int[0, 9],
        static (category, brand, only, except, markets, stock, age, dice) => Item(0) with
        {
            Category = ["shop", $"d{category / 4}", $"c{category}"],
            Brand = brand == 0 ? "" : $"b{brand}",
            ShipToOnly = dice < 5 ? default : new CountrySet(only),
            ShipToExcept = dice > 2 ? default : new CountrySet(except),
            Prices = markets.Distinct().ToFrozenDictionary(static market => market, static _ => new Money(100, CurrencyCode.Parse("EUR"))),
            Stock = stock < 0 ? null : new Dictionary<string, int> { ["w"] = stock }.ToFrozenDictionary(),
            Launched = Day.AddDays(age),
            Hidden = dice == 9,
        });

    private static readonly Gen<(CatalogueSnapshot Catalogue, BoundSignals Signals, RecommendationAsk Ask)> AnyState = Gen.Select(
        AnyItem.Array[1, 60], Gen.Int[0, 59].Array[0, 12], Gen.Int[0, 59].Array[0, 8], Gen.Int[0, 59].Array[0, 8], Gen.Int[0, int.MaxValue - 1],
        Country, Country,
        static (items, recent, bought, shown, seed, market, shipTo) =>
        {
            var random = new Random(seed);
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = items[i] with { Sku = new Sku($"s{i}") };
            }

            var catalogue = Snapshot(items);
            string[] Skus(int[] numbers) => [.. numbers.Select(static number => $"s{number}")];
            return (
                catalogue,
                BoundSignals.Of(random.Next(4) == 0 ? ItemSignals.None : Signals(random), catalogue),
                new RecommendationAsk
                {
                    Market = market,
                    ShipTo = random.Next(3) == 0 ? shipTo : market,
                    Day = Day,
                    Count = 1 + random.Next(12),
                    Offset = random.Next(3) == 0 ? random.Next(40) : 0,
                    Category = random.Next(4) == 0 ? $"shop/d{random.Next(4)}" : null,
                    History = new CustomerHistory(Skus(recent), Skus(bought), Skus(shown)),
                });
        });

    [TestMethod]
    public void Asked_ten_thousand_times_a_list_is_never_empty_and_never_holds_what_cannot_be_sold_or_delivered() => AnyState.Sample(
        static state =>
        {
            var (catalogue, signals, ask) = state;
            var dice = ask.Count + ask.Offset + catalogue.Count;
            var recommender = new Recommender(
                new RecommendationOptions(), dice % 3 == 0 ? null : new AnyRanker(dice), dice % 2 == 0 ? null : new AnyLive(dice, ask.Market));
            var list = recommender.Recommend(catalogue, signals, ask);
            var sold = Enumerable.Range(0, catalogue.Count).Where(item => catalogue[item].IsSold(ask.Market, ask.ShipTo, ask.Day)).ToHashSet();
            Assert.AreEqual(sold.Count == 0, list.Items.Count == 0, "empty exactly where nothing at all can be sold");
            Assert.IsLessThanOrEqualTo(ask.Count, list.Items.Count);
            Assert.AreEqual(list.Items.Count, list.Items.Select(static item => item.Item).Distinct().Count(), "each once");
            Assert.IsTrue(list.Items.All(item => sold.Contains(item.Item)));
            var inCategory = sold.Where(item => ask.Category is null || catalogue[item].CategoryPath.StartsWith($"{ask.Category}/", StringComparison.Ordinal)).ToHashSet();
            Assert.AreEqual(ask.Category is not null && inCategory.Count == 0 && sold.Count > 0, list.IsCategoryWidened && list.Items.Count > 0);
            Assert.IsTrue(list.IsCategoryWidened || list.Items.All(item => inCategory.Contains(item.Item)));

            // Bought, shown and looked at come only behind everything else.
            var passedOver = ask.History.Bought.Concat(ask.History.Shown).Concat(ask.History.Recent)
                .Select(sku => catalogue.TryFind(sku, out var item) ? item : -1).ToHashSet();
            var fresh = (list.IsCategoryWidened ? sold : inCategory).Count(item => !passedOver.Contains(item));
            Assert.IsTrue(ask.Offset + ask.Count > fresh || !list.Items.Any(item => passedOver.Contains(item.Item)));
        },
        iter: 10_000);

    [TestMethod]
    public void Pages_of_one_state_do_not_overlap()
    {
        CatalogueItem[] items = [.. Enumerable.Range(0, 60).Select(static i => Item(i) with { Category = [$"c{i % 6}"] })];
        var catalogue = Snapshot(items);
        var signals = BoundSignals.Of(Signals(new Random(3)), catalogue);
        var ask = Ask() with { Count = 30, History = new CustomerHistory(["s1", "s2", "s3"], [], []) };
        var whole = Recommender.Recommend(catalogue, signals, ask).Items.Select(static item => item.Item).ToArray();
        var second = Recommender.Recommend(catalogue, signals, ask with { Count = 10, Offset = 10 }).Items.Select(static item => item.Item).ToArray();
        CollectionAssert.AreEqual(whole[10..20], second);
    }

    [TestMethod]
    public void A_list_says_which_item_led_to_what_and_keeps_to_the_shares()
    {
        CatalogueItem[] items =
        [
            .. Enumerable.Range(0, 40).Select(static i => Item(i) with { Category = [i < 30 ? "a" : "b"], Launched = i == 25 ? Day.AddDays(-3) : Day.AddDays(-300) }),
        ];
        var catalogue = Snapshot(items);
        var signals = BoundSignals.Of(
            new ItemSignals
            {
                Version = "v",
                Skus = [.. items.Select(static item => item.Sku.Value)],
                CoVisitation = [.. items.Select((_, i) => i == 0 ? Enumerable.Range(1, 35).Select(static other => new SignalLink(other, 1f / other)).ToArray() : [])],
            },
            catalogue);
        var list = Recommender.Recommend(catalogue, signals, Ask() with { Count = 10, History = new CustomerHistory(["s0"], ["s1"], []) }).Items;
        Assert.AreEqual((2, RecommendationSource.CoVisitation, 0), (list[0].Item, list[0].Source, list[0].Because));
        Assert.DoesNotContain(static item => item.Item is 0 or 1, list);
        Assert.Contains(static item => item.Item == 25, list, "the new one has its share");
        Assert.IsGreaterThanOrEqualTo(5, list.Count(item => catalogue[item.Item].Category[0] == "b"), "a category has half of the list at most");
    }

    [TestMethod]
    public void A_market_of_which_nothing_is_known_gets_what_others_look_at()
    {
        var catalogue = Snapshot([.. Enumerable.Range(0, 40).Select(Item)]);
        var signals = BoundSignals.Of(
            new ItemSignals { Version = "v", Skus = ["s7", "s8"], TrendingEverywhere = [new SignalLink(0, 1), new SignalLink(1, 0.5f)] }, catalogue);
        var list = Recommender.Recommend(catalogue, signals, Ask()).Items;
        Assert.AreEqual((7, RecommendationSource.OtherMarkets), (list[0].Item, list[0].Source));
        Assert.AreEqual(8, list[1].Item);
        Assert.AreEqual(RecommendationSource.Newest, list[2].Source);
    }

    [TestMethod]
    public void Given_items_are_ranked_and_what_cannot_be_sold_is_left_out()
    {
        var catalogue = Snapshot([.. Enumerable.Range(0, 10).Select(static i => Item(i) with { Hidden = i == 4, Category = [i < 5 ? "a" : "b"] })]);
        var signals = BoundSignals.Of(ItemSignals.None, catalogue);
        var ranked = Recommender.Rank(catalogue, signals, Ask() with { History = new CustomerHistory(["s9"], [], []) }, [1, 4, 7]);
        CollectionAssert.AreEqual((int[])[7, 1], ranked.Select(static item => item.Item).ToArray());
    }

    [TestMethod]
    public void Signals_are_read_as_they_were_written_and_damaged_ones_are_refused()
    {
        var signals = Signals(new Random(5));
        var again = SignalsFile.Read(SignalsFile.Write(signals));
        Assert.AreEqual(signals.Version, again.Version);
        CollectionAssert.AreEqual(signals.Skus.ToArray(), again.Skus.ToArray());
        for (var i = 0; i < signals.Skus.Count; i++)
        {
            CollectionAssert.AreEqual(signals.CoVisitation[i].Select(static link => link.Item).ToArray(), again.CoVisitation[i].Select(static link => link.Item).ToArray());
            CollectionAssert.AreEqual(
                signals.Linear[i].Select(static link => MathF.Round(link.Weight, 4)).ToArray(), again.Linear[i].Select(static link => link.Weight).ToArray());
        }

        Assert.AreEqual(signals.Trending[Countries[0]].Length, again.Trending[Countries[0]].Length);
        Assert.AreEqual(
            (signals.TrendLevels[Countries[1]], signals.TrendLevelEverywhere, signals.CarryOver), (again.TrendLevels[Countries[1]], again.TrendLevelEverywhere, again.CarryOver));
        Assert.ThrowsExactly<InvalidDataException>(() => SignalsFile.Read(SignalsFile.Write(new ItemSignals { TrendLevelEverywhere = new TrendLevel(1, 2) })));
        Assert.ThrowsExactly<InvalidDataException>(() => SignalsFile.Read(SignalsFile.Write(new ItemSignals { CarryOver = new TrendCarryOver(0, 1) })));
        var beyond = new ItemSignals { Skus = ["a"], CoVisitation = [[new SignalLink(1, 1)]] };
        Assert.ThrowsExactly<InvalidDataException>(() => SignalsFile.Read(SignalsFile.Write(beyond)));
        Assert.ThrowsExactly<InvalidDataException>(() => SignalsFile.Read(new byte[] { 1, 2, 3 }));
    }

    [TestMethod]
    public void Signals_learn_what_is_seen_together_and_what_is_of_late()
    {
        var learning = new SignalsLearning();
        var at = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        for (var visitor = 0; visitor < 60; visitor++)
        {
            foreach (var sku in visitor % 2 == 0 ? (string[])["a", "b"] : ["x", "y"])
            {
                learning.Add($"v{visitor}", sku, Countries[0], at, 1);
            }
        }

        learning.Add("late", "z", Countries[0], at + (SignalsLearning.TrendHalfLife * 7), 1);
        learning.Add("abroad", "x", Countries[1], at + (SignalsLearning.TrendHalfLife * 7), 1);
        var signals = learning.Learn();
        int Number(string sku) => signals.Skus.ToList().IndexOf(sku);
        Assert.AreEqual(Number("b"), signals.CoVisitation[Number("a")].Single().Item);
        Assert.AreEqual(Number("y"), signals.Linear[Number("x")][0].Item);
        Assert.AreEqual(Number("z"), signals.Trending[Countries[0]][0].Item, "one of now outweighs thirty of seven half-lives ago");
        Assert.AreEqual(Number("x"), signals.Trending[Countries[1]].Single().Item);
    }

    [TestMethod]
    public void Links_are_finite_where_visitors_go_to_and_fro_between_a_few_items()
    {
        var (learning, random, at) = (new SignalsLearning(), new Random(4), new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        for (var visitor = 0; visitor < 12; visitor++)
        {
            for (var step = 0; step < 150; step++)
            {
                learning.Add($"v{visitor}", $"s{random.Next(2) + (visitor % 3)}", Countries[0], at.AddMinutes(step), 1);
            }
        }

        var signals = learning.Learn();
        Assert.IsTrue(signals.Linear.Concat(signals.CoVisitation).SelectMany(static links => links).All(static link => link.Weight is > 0 and <= 1));
    }

    private static RecommendationAsk Ask() => new() { Market = Countries[0], ShipTo = Countries[0], Day = Day };

    private static CatalogueItem Item(int number) => new()
    {
        Sku = new Sku($"s{number}"),
        Titles = new Dictionary<string, string> { ["en"] = "t" }.ToFrozenDictionary(),
        Category = ["c"],
        Prices = Countries.ToFrozenDictionary(static market => market, static _ => new Money(100, CurrencyCode.Parse("EUR"))),
    };

    private static CatalogueSnapshot Snapshot(CatalogueItem[] items) =>
        CatalogueSnapshot.Empty.With(new CatalogueVersion(1, 1), [.. items.Select(static item => (item, 0UL))]);

    // Scores that no ranker would give.
    private sealed class AnyRanker(int seed) : IItemRanker
    {
        public bool TryScore(ReadOnlySpan<float> rows, Span<float> scores)
        {
            var random = new Random(seed);
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = seed % 11 == 0 ? float.NaN : random.Next(5) / 4f;
            }

            return seed % 7 != 0;
        }
    }

    // Items that the catalogue has and has not, sold and not sold.
    private sealed class AnyLive(int seed, CountryCode market) : ILiveSignals
    {
        public IReadOnlyList<LiveItem> Trending(CountryCode of, int count) => of == market ? Items(seed) : [];

        public IReadOnlyList<LiveItem> CoVisited(string sku, int count) => Items(seed + sku.Length);

        private static LiveItem[] Items(int seed) => [.. Enumerable.Range(0, seed % 9).Select(i => new LiveItem($"s{(seed * (i + 3)) % 70}", 20.0 / (i + 1)))];
    }

    private static ItemSignals Signals(Random random)
    {
        // Some of the catalogue's items are not known, and some known ones are not in the catalogue.
        string[] skus = [.. Enumerable.Range(0, 50).Select(static i => $"s{i + 5}")];
        SignalLink[] Links() => [.. Enumerable.Range(0, random.Next(8)).Select(_ => new SignalLink(random.Next(skus.Length), (float)random.NextDouble())).DistinctBy(static link => link.Item)];
        return new ItemSignals
        {
            Version = "v",
            Skus = skus,
            CoVisitation = [.. skus.Select(_ => Links())],
            Linear = [.. skus.Select(_ => Links())],
            Trending = new Dictionary<CountryCode, SignalLink[]> { [Countries[0]] = Links(), [Countries[1]] = Links() },
            TrendingEverywhere = Links(),
            TrendLevels = new Dictionary<CountryCode, TrendLevel> { [Countries[0]] = new(random.Next(3), 0), [Countries[1]] = new(100, random.Next(60)) },
            TrendLevelEverywhere = new TrendLevel(1_000, random.Next(90)),
            CarryOver = new TrendCarryOver(1 + random.Next(500), 1 + random.Next(4)),
        };
    }
}
