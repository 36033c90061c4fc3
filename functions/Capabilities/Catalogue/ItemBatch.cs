using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>The items of one request, read and checked.</summary>
internal sealed class ItemBatch
{
    private readonly Entry[] _entries;

    private ItemBatch(Entry[] entries) => _entries = entries;

    /// <summary>Reads items.</summary>
    /// <param name="items">Items as JSON.</param>
    public static ItemBatch Read(IReadOnlyList<JsonElement> items)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        var entries = new Entry[items.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = !CatalogueItemReader.TryRead(items[i], out var item, out var problem)
                ? new Entry(CatalogueItemReader.SkuOf(items[i]), null, [], 0, problem)
                : !seen.Add(item!.Sku.Value)
                    ? new Entry(item.Sku.Value, null, [], 0, new ItemProblem("sku", "The request has an earlier item of this sku."))
                    : CatalogueLines.Of(item = Own(item)) is var (line, hash) ? new Entry(item.Sku.Value, item, line, hash, null) : default!;
        }

        return new ItemBatch(entries);
    }

    /// <summary>What the items change in a catalogue.</summary>
    /// <param name="current">The catalogue.</param>
    /// <param name="maxItems">Items that it may hold.</param>
    public (List<(CatalogueItem Item, ulong Hash)> Changes, List<byte[]> Lines, ItemResult[] Results) Against(CatalogueSnapshot current, int maxItems)
    {
        List<(CatalogueItem Item, ulong Hash)> changes = [];
        List<byte[]> lines = [];
        var results = new ItemResult[_entries.Length];
        var count = current.Count;
        foreach (var (index, entry) in _entries.Index())
        {
            var (outcome, problem) = (ItemOutcome.Refused, entry.Problem);
            var (line, newHash) = (entry.Line, entry.Hash);
            if (entry.Item is { } item)
            {
                if (current.TryFind(item.Sku, out var before, out _) && before.Translations.Count > 0)
                {
                    item = item with { Translations = before.Translations.Where(one => one.Value.IsOf(item)).ToFrozenDictionary(StringComparer.Ordinal) };
                    (line, newHash) = CatalogueLines.Of(item);
                }

                outcome = !current.TryFind(item.Sku, out _, out var hash) ? ItemOutcome.Created
                    : hash == newHash ? ItemOutcome.Unchanged : ItemOutcome.Updated;
                if (outcome == ItemOutcome.Created && count++ >= maxItems)
                {
                    (outcome, problem) = (ItemOutcome.Refused, new ItemProblem(
                        "sku", string.Create(CultureInfo.InvariantCulture, $"The catalogue holds {maxItems} items already, as many as Catalogue:MaxItems allows.")));
                }
                else if (outcome != ItemOutcome.Unchanged)
                {
                    changes.Add((item, newHash));
                    lines.Add(line);
                }
            }

            results[index] = new ItemResult(index, entry.Sku, outcome, problem);
        }

        return (changes, lines, results);
    }

    // Translations are the catalogue's own business, and those of a title that stays do.
    private static CatalogueItem Own(CatalogueItem item) => item.Translations.Count == 0 ? item : item with { Translations = FrozenDictionary<string, ItemTranslation>.Empty };

    private sealed record Entry(string? Sku, CatalogueItem? Item, byte[] Line, ulong Hash, ItemProblem? Problem);
}
