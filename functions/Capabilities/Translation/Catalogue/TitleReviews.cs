using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Finds translated titles that a person should look at.</summary>
public static class TitleReviews
{
    /// <summary>Finds them.</summary>
    /// <param name="catalogue">The catalogue; hidden items, and titles that have been written since, are left out.</param>
    /// <param name="language">Code of the language; null for all.</param>
    /// <returns>The least trusted first.</returns>
    public static IReadOnlyList<TitleReview> Find(CatalogueSnapshot catalogue, string? language)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        List<TitleReview> found = [];
        for (var number = 0; number < catalogue.Count; number++)
        {
            var item = catalogue[number];
            foreach (var (code, translation) in item.Hidden ? [] : item.Translations.AsEnumerable())
            {
                if (translation.NeedsReview && translation.IsOf(item) && (language is null || language == code)
                    && !item.Titles.Keys.Any(tag => TranslationLanguages.Find(tag)?.Code == code))
                {
                    found.Add(new TitleReview(item.Sku.Value, translation.From, item.Titles[translation.From], code, translation.Title, translation.Engine, translation.Quality));
                }
            }
        }

        return [.. found.OrderBy(static one => one.Quality).ThenBy(static one => one.Sku, StringComparer.Ordinal).ThenBy(static one => one.Language, StringComparer.Ordinal)];
    }
}
