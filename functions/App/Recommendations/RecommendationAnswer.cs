using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.App.Recommendations;

/// <summary>A list as clients get it.</summary>
/// <param name="RecommendationId">Names the answer; <c>recommendation.shown</c> and <c>.clicked</c> carry it.</param>
/// <param name="Market">The storefront.</param>
/// <param name="Items">Items, best first.</param>
/// <param name="CategoryWidened">True where nothing of the category asked for can be sold.</param>
internal sealed record RecommendationAnswer(string RecommendationId, string Market, IReadOnlyList<RecommendationAnswer.Line> Items, bool? CategoryWidened)
{
    /// <summary>Makes the answer.</summary>
    /// <param name="catalogue">The snapshot that the numbers are of.</param>
    /// <param name="items">The list.</param>
    /// <param name="call">What was asked.</param>
    /// <param name="isWidened">Whether the category was left.</param>
    public static RecommendationAnswer Of(
        CatalogueSnapshot catalogue, IReadOnlyList<RecommendedItem> items, RecommendationCall call, bool isWidened = false) => new(
            call.Id,
            call.Ask.Market.ToString(),
            [.. items.Select(item => LineOf(catalogue, item, call))],
            isWidened ? true : null);

    private static Line LineOf(CatalogueSnapshot catalogue, RecommendedItem item, RecommendationCall call)
    {
        var found = catalogue[item.Item];
        var (language, title) = found.TitleIn(call.Language);
        var price = found.Prices[call.Ask.Market];
        return new Line(
            found.Sku.Value,
            title,
            language,
            found.CategoryPath,
            found.Brand.Length == 0 ? null : found.Brand,
            new Price(price.ToDecimal(), price.Currency.ToString()),
            Name(item.Source),
            Reason(catalogue, item, call.Language),
            call.Explains ? new Explanation(item.Score, item.Because < 0 ? null : catalogue[item.Because].Sku.Value) : null);
    }

    private static string Name(RecommendationSource source) => source switch
    {
        RecommendationSource.CoVisitation => "coVisitation",
        RecommendationSource.Linear => "linear",
        RecommendationSource.Sequence => "sequence",
        RecommendationSource.CoVisitationNow => "coVisitationNow",
        RecommendationSource.New => "new",
        RecommendationSource.Category => "category",
        RecommendationSource.Trending => "trending",
        RecommendationSource.TrendingNow => "trendingNow",
        RecommendationSource.OtherMarkets => "otherMarkets",
        _ => "newest",
    };

    private static string Reason(CatalogueSnapshot catalogue, RecommendedItem item, LanguageTag language)
    {
        if (item.Because >= 0)
        {
            var title = catalogue[item.Because].TitleIn(language).Title;
            return item.Source == RecommendationSource.New ? $"New, because you viewed {title}" : $"Because you viewed {title}";
        }

        return item.Source switch
        {
            RecommendationSource.Trending or RecommendationSource.TrendingNow => "Popular in your market now",
            RecommendationSource.OtherMarkets => "Popular in other markets now",
            _ => "New in the catalogue",
        };
    }

    /// <summary>An item of a list.</summary>
    internal sealed record Line(
        string Sku, string Title, string Language, string Category, string? Brand, Price Price, string Source, string Reason, Explanation? Explanation);

    /// <summary>A price in major units.</summary>
    internal sealed record Price(decimal Amount, string Currency);

    /// <summary>With <c>explain=true</c>: the score, and the item of the history that speaks for it most.</summary>
    internal sealed record Explanation(float Score, string? BecauseSku);
}
