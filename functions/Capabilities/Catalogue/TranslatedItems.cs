using System.Collections.Frozen;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>What translations change in a catalogue.</summary>
internal static class TranslatedItems
{
    /// <summary>Adds translations to the items that they are of; others are passed over.</summary>
    /// <param name="current">The catalogue.</param>
    /// <param name="translations">Translations by sku and language tag.</param>
    public static (List<(CatalogueItem Item, ulong Hash)> Changes, List<byte[]> Lines, int Written) Against(
        CatalogueSnapshot current, IReadOnlyList<(Sku Sku, string Language, ItemTranslation Translation)> translations)
    {
        List<(CatalogueItem Item, ulong Hash)> changes = [];
        List<byte[]> lines = [];
        var written = 0;
        foreach (var group in translations.GroupBy(static one => one.Sku))
        {
            if (!current.TryFind(group.Key, out var item, out _))
            {
                continue;
            }

            Dictionary<string, ItemTranslation> known = new(item.Translations, StringComparer.Ordinal);
            var before = written;
            foreach (var (_, language, translation) in group)
            {
                if (translation.IsOf(item) && known.GetValueOrDefault(language) != translation)
                {
                    known[language] = translation;
                    written++;
                }
            }

            if (written > before)
            {
                var changed = item with { Translations = known.ToFrozenDictionary(StringComparer.Ordinal) };
                var (line, hash) = CatalogueLines.Of(changed);
                changes.Add((changed, hash));
                lines.Add(line);
            }
        }

        return (changes, lines, written);
    }
}
