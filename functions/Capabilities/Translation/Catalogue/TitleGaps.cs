using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Finds the titles that a catalogue lacks: those of the languages of the markets where an item is sold.</summary>
public static class TitleGaps
{
    /// <summary>Finds them.</summary>
    /// <param name="catalogue">The catalogue; hidden items are left out.</param>
    /// <param name="languages">Languages that are looked at, codes of <see cref="TranslationLanguages"/>; none for all.</param>
    /// <returns>Gaps by item, and in it by language. A translation of a title that has changed since is a gap, too.</returns>
    public static IEnumerable<TitleGap> Find(CatalogueSnapshot catalogue, IReadOnlySet<string>? languages = null)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        for (var number = 0; number < catalogue.Count; number++)
        {
            var item = catalogue[number];
            if (item.Hidden || SourceOf(item) is not { } source)
            {
                continue;
            }

            var written = item.Titles.Keys.Select(static tag => TranslationLanguages.Find(tag)?.Code).ToHashSet(StringComparer.Ordinal);
            foreach (var code in WantedBy(item))
            {
                if (!written.Contains(code) && languages?.Contains(code) != false
                    && !(item.Translations.TryGetValue(code, out var known) && known.IsOf(item)))
                {
                    yield return new TitleGap(item.Sku, source.Key, source.Value, code, item.CategoryPath);
                }
            }
        }
    }

    private static IEnumerable<string> WantedBy(CatalogueItem item) => item.Prices.Keys
        .Select(static market => Markets.TryGet(market, out var known) ? TranslationLanguages.Find(known.Language.Value)?.Code : null)
        .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    // English first: most engines are best from it.
    private static KeyValuePair<string, string>? SourceOf(CatalogueItem item)
    {
        var titles = item.Titles.Where(static title => TranslationLanguages.Find(title.Key) is not null)
            .OrderBy(static title => TranslationLanguages.Find(title.Key)!.Code != "en").ThenBy(static title => title.Key, StringComparer.Ordinal).ToList();
        return titles.Count == 0 ? null : titles[0];
    }
}
