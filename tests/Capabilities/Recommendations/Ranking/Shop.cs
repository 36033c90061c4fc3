using System.Collections.Frozen;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Recommendations.Ranking;

/// <summary>A catalogue of items <c>s0</c>, <c>s1</c> and so on, and asks of it.</summary>
internal static class Shop
{
    public static readonly CountryCode Market = CountryCode.Parse("DE");
    public static readonly DateTimeOffset Now = new(2026, 6, 15, 20, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Day = DateOnly.FromDateTime(Now.UtcDateTime);

    public static CatalogueItem Item(int number, long minor = 100, string category = "c", string brand = "", DateOnly? launched = null) => new()
    {
        Sku = new Sku($"s{number}"),
        Titles = new Dictionary<string, string> { ["en"] = "t" }.ToFrozenDictionary(),
        Category = [category],
        Brand = brand,
        Launched = launched,
        Prices = new Dictionary<CountryCode, Money> { [Market] = new(minor, CurrencyCode.Parse("EUR")) }.ToFrozenDictionary(),
    };

    public static CatalogueSnapshot Snapshot(params IEnumerable<CatalogueItem> items) =>
        CatalogueSnapshot.Empty.With(new CatalogueVersion(1, 1), [.. items.Select(static item => (item, 0UL))]);

    public static RecommendationAsk Ask(params string[] recent) =>
        new() { Market = Market, ShipTo = Market, Day = Day, At = Now, History = new CustomerHistory(recent, [], []) };

    /// <summary>Signals in which item 0 leads to all others, the smaller the number the more.</summary>
    public static ItemSignals FromFirst(int items) => new()
    {
        Version = "v",
        Skus = [.. Enumerable.Range(0, items).Select(static i => $"s{i}")],
        CoVisitation = [Enumerable.Range(1, items - 1).Select(static i => new SignalLink(i, 1f / i)).ToArray()],
    };

    public static int[] Numbers(RecommendationList list) => [.. list.Items.Select(static item => item.Item)];
}
