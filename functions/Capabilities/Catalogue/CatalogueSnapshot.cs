using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>
/// The catalogue at one version. An item keeps its number, from 0 in the order of first appearance, in all later snapshots of the process.
/// Immutable.
/// </summary>
public sealed class CatalogueSnapshot
{
    // Only grows, and is shared with later snapshots: a number at or above Count belongs to a later one.
    private readonly ConcurrentDictionary<string, int> _numbers;
    private readonly (CatalogueItem Item, ulong Hash)[] _items;
    private readonly Lazy<CatalogueGroups> _groups;

    private CatalogueSnapshot(
        CatalogueVersion version,
        ConcurrentDictionary<string, int> numbers,
        (CatalogueItem Item, ulong Hash)[] items,
        Lazy<CatalogueGroups>? groups)
    {
        (Version, _numbers, _items) = (version, numbers, items);
        _groups = groups ?? new Lazy<CatalogueGroups>(() => CatalogueGroups.Of(this));
    }

    /// <summary>The catalogue without items.</summary>
    public static CatalogueSnapshot Empty { get; } = new(default, new ConcurrentDictionary<string, int>(StringComparer.Ordinal), [], null);

    /// <summary>What it shows.</summary>
    public CatalogueVersion Version { get; }

    /// <summary>Number of items, hidden ones included.</summary>
    public int Count => _items.Length;

    /// <summary>Items by category and brand, the newest first; built at the first use.</summary>
    public CatalogueGroups Groups => _groups.Value;

    /// <summary>An item.</summary>
    /// <param name="number">In [0, <see cref="Count"/>).</param>
    public CatalogueItem this[int number] => _items[number].Item;

    /// <summary>Finds an item's number.</summary>
    /// <param name="sku">The sku.</param>
    /// <param name="number">Its number.</param>
    public bool TryFind(string sku, out int number) => _numbers.TryGetValue(sku, out number) && number < Count;

    /// <summary>Finds an item.</summary>
    /// <param name="sku">The sku.</param>
    /// <param name="item">The item.</param>
    /// <param name="hash">Hash of its content.</param>
    public bool TryFind(Sku sku, [NotNullWhen(true)] out CatalogueItem? item, out ulong hash)
    {
        if (TryFind(sku.Value, out var number))
        {
            (item, hash) = _items[number];
            return true;
        }

        (item, hash) = (null, 0);
        return false;
    }

    /// <summary>The catalogue after changes.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="changes">Changed and new items with the hashes of their content, later ones over earlier ones.</param>
    /// <remarks>One call at a time for all snapshots of a process.</remarks>
    internal CatalogueSnapshot With(CatalogueVersion version, IReadOnlyList<(CatalogueItem Item, ulong Hash)> changes)
    {
        var numbers = Count == 0 ? new ConcurrentDictionary<string, int>(StringComparer.Ordinal) : _numbers;
        List<(CatalogueItem Item, ulong Hash)> items = new(_items.Length + changes.Count);
        items.AddRange(_items);
        var keepsGroups = true;
        foreach (var change in changes)
        {
            if (numbers.TryGetValue(change.Item.Sku.Value, out var number) && number < items.Count)
            {
                keepsGroups = keepsGroups && HasSameGroups(items[number].Item, change.Item);
                items[number] = change;
            }
            else
            {
                numbers[change.Item.Sku.Value] = items.Count;
                items.Add(change);
                keepsGroups = false;
            }
        }

        return new CatalogueSnapshot(version, numbers, [.. items], keepsGroups ? _groups : null);
    }

    private static bool HasSameGroups(CatalogueItem a, CatalogueItem b) =>
        a.Launched == b.Launched && a.Brand == b.Brand && a.Category.AsSpan().SequenceEqual(b.Category.AsSpan());
}
