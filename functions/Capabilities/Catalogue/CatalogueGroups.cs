namespace XbFunctions.Capabilities.Catalogue;

/// <summary>Items of a snapshot by category and by brand. Immutable.</summary>
public sealed class CatalogueGroups
{
    private readonly int[] _categoryOf;
    private readonly int[] _brandOf;
    private readonly Dictionary<string, int> _prefixes;
    private readonly int[][] _byPrefix;

    private CatalogueGroups(int[] categoryOf, int[] brandOf, int[][] categories, int[][] brands, Dictionary<string, int[]> prefixes)
    {
        (_categoryOf, _brandOf, Categories, Brands) = (categoryOf, brandOf, categories, brands);
        _prefixes = prefixes.Keys.Index().ToDictionary(static entry => entry.Item, static entry => entry.Index, StringComparer.Ordinal);
        _byPrefix = [.. prefixes.Values];
    }

    /// <summary>Items of each category, the newest first.</summary>
    public IReadOnlyList<int[]> Categories { get; }

    /// <summary>Items of each brand, the newest first; those without a brand are in none.</summary>
    public IReadOnlyList<int[]> Brands { get; }

    /// <summary>All items, the newest first.</summary>
    public IReadOnlyList<int> Newest { get; private init; } = [];

    private Dictionary<string, int> CategoryIds { get; init; } = [];

    private Dictionary<string, int> BrandIds { get; init; } = [];

    /// <summary>Index of an item's category.</summary>
    /// <param name="item">Number of the item.</param>
    public int CategoryOf(int item) => _categoryOf[item];

    /// <summary>Index of an item's brand; -1 for none.</summary>
    /// <param name="item">Number of the item.</param>
    public int BrandOf(int item) => _brandOf[item];

    /// <summary>Index of a category; -1 where the catalogue has no item right of it.</summary>
    /// <param name="path">Its whole path.</param>
    public int FindCategory(string path) => CategoryIds.GetValueOrDefault(path, -1);

    /// <summary>Index of a brand; -1 where the catalogue has none of it.</summary>
    /// <param name="name">Its name.</param>
    public int FindBrand(string name) => BrandIds.GetValueOrDefault(name, -1);

    /// <summary>Items whose category path is one or starts with it, the newest first; <see langword="null"/> where there is no such.</summary>
    /// <param name="path">Names apart by slashes, such as <c>electronics/audio</c>.</param>
    public IReadOnlyList<int>? Under(string path) => _prefixes.TryGetValue(path, out var index) ? _byPrefix[index] : null;

    /// <summary>Groups the items of a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    internal static CatalogueGroups Of(CatalogueSnapshot snapshot)
    {
        int[] newest = [.. Enumerable.Range(0, snapshot.Count)
            .OrderByDescending(number => snapshot[number].Launched ?? DateOnly.MinValue).ThenBy(static number => number)];
        var (categoryOf, brandOf) = (new int[snapshot.Count], new int[snapshot.Count]);
        var (categories, brands) = (new Dictionary<string, List<int>>(StringComparer.Ordinal), new Dictionary<string, List<int>>(StringComparer.Ordinal));
        var (categoryIds, brandIds) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        Dictionary<string, List<int>> prefixes = new(StringComparer.Ordinal);
        foreach (var number in newest)
        {
            var item = snapshot[number];
            categoryOf[number] = Add(categories, categoryIds, item.CategoryPath, number);
            brandOf[number] = item.Brand.Length == 0 ? -1 : Add(brands, brandIds, item.Brand, number);
            for (var parts = 1; parts <= item.Category.Length; parts++)
            {
                var path = string.Join('/', item.Category[..parts]);
                (prefixes.TryGetValue(path, out var list) ? list : prefixes[path] = []).Add(number);
            }
        }

        return new CatalogueGroups(
            categoryOf,
            brandOf,
            [.. categories.Values.Select(static list => list.ToArray())],
            [.. brands.Values.Select(static list => list.ToArray())],
            prefixes.ToDictionary(static entry => entry.Key, static entry => entry.Value.ToArray(), StringComparer.Ordinal))
        {
            Newest = newest,
            CategoryIds = categoryIds,
            BrandIds = brandIds,
        };
    }

    private static int Add(Dictionary<string, List<int>> groups, Dictionary<string, int> ids, string name, int number)
    {
        if (!ids.TryGetValue(name, out var id))
        {
            ids[name] = id = ids.Count;
            groups[name] = [];
        }

        groups[name].Add(number);
        return id;
    }
}
