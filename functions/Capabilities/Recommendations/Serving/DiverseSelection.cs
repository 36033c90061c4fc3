using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>
/// Puts candidates in the order in which they are listed: maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) over category and
/// brand, at most a share of a category, at least a share of new items.
/// </summary>
internal static class DiverseSelection
{
    // The same for every page, so that pages fit each other.
    private const int Looked = 120;

    /// <summary>Selects.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="candidates">Candidates, best first; those listed are removed.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="day">The day.</param>
    /// <param name="options">Shares and weights.</param>
    /// <param name="capsCategories">Whether a category has a share at most; not where one is asked for.</param>
    public static List<RecommendedItem> Select(
        CatalogueSnapshot catalogue, List<RecommendedItem> candidates, int count, DateOnly day, RecommendationOptions options, bool capsCategories)
    {
        List<RecommendedItem> selected = new(count);
        if (candidates.Count == 0)
        {
            return selected;
        }

        var groups = catalogue.Groups;
        var best = Math.Max(candidates[0].Score, float.Epsilon);
        var (perCategory, perBrand) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        var newOnes = 0;
        while (selected.Count < count && candidates.Count > 0)
        {
            // Shares hold for every beginning of the list, so that they hold for every page.
            var isNewDue = newOnes < (int)((selected.Count + 1) * options.NewShare);
            var most = Math.Max(1, (int)Math.Ceiling((selected.Count + 1) * options.CategoryShare));
            var chosen = Best(isNewDue, most);
            chosen = chosen < 0 && isNewDue ? Best(false, most) : chosen;
            chosen = chosen < 0 ? Best(false, int.MaxValue) : chosen;
            var item = candidates[chosen];
            candidates.RemoveAt(chosen);
            selected.Add(item);
            newOnes += IsNew(item.Item) ? 1 : 0;
            Count(perCategory, groups.CategoryOf(item.Item));
            Count(perBrand, groups.BrandOf(item.Item));
        }

        return selected;

        int Best(bool onlyNew, int most)
        {
            var (at, value) = (-1, float.NegativeInfinity);
            for (var i = 0; i < Math.Min(Looked, candidates.Count); i++)
            {
                var item = candidates[i].Item;
                var inCategory = perCategory.GetValueOrDefault(groups.CategoryOf(item));
                if ((onlyNew && !IsNew(item)) || (capsCategories && inCategory >= most))
                {
                    continue;
                }

                var brand = groups.BrandOf(item);
                var likeness = (0.7f * Math.Min(1, inCategory * 0.34f)) + (brand >= 0 ? 0.3f * Math.Min(1, perBrand.GetValueOrDefault(brand) * 0.5f) : 0);
                var marginal = (candidates[i].Score / best) - ((float)options.Diversity * likeness);
                if (marginal > value)
                {
                    (at, value) = (i, marginal);
                }
            }

            return at;
        }

        bool IsNew(int item) => catalogue[item].Launched is { } launched && launched.AddDays(options.NewDays) >= day;
    }

    private static void Count(Dictionary<int, int> counts, int key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
