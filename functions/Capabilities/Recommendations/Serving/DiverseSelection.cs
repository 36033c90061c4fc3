using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>
/// Puts candidates in the order in which they are listed: maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) over category and
/// brand, at most a share of a category, at least a share of new items. Not thread-safe.
/// </summary>
internal sealed class DiverseSelection
{
    // The same for every page, so that pages fit each other.
    private const int Looked = 120;

    private readonly Place[] _window = new Place[Looked];
    private readonly List<int> _counted = [];
    private int[] _perGroup = [];

    /// <summary>Selects.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="candidates">Candidates, best first.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="day">The day.</param>
    /// <param name="options">Shares and weights.</param>
    /// <param name="capsCategories">Whether a category has a share at most; not where one is asked for.</param>
    public List<RecommendedItem> Select(
        CatalogueSnapshot catalogue, List<RecommendedItem> candidates, int count, DateOnly day, RecommendationOptions options, bool capsCategories)
    {
        List<RecommendedItem> selected = new(count);
        if (candidates.Count == 0)
        {
            return selected;
        }

        var groups = catalogue.Groups;
        var categories = groups.Categories.Count;
        Reset(categories + groups.Brands.Count);
        var best = Math.Max(candidates[0].Score, float.Epsilon);
        var (next, looked, newOnes) = (0, 0, 0);
        while (selected.Count < count)
        {
            while (looked < Looked && next < candidates.Count)
            {
                _window[looked++] = PlaceOf(catalogue, candidates[next++], best, categories, day.DayNumber - options.NewDays);
            }

            if (looked == 0)
            {
                break;
            }

            // Shares hold for every beginning of the list, so that they hold for every page.
            var isNewDue = newOnes < (int)((selected.Count + 1) * options.NewShare);
            var most = capsCategories ? Math.Max(1, (int)Math.Ceiling((selected.Count + 1) * options.CategoryShare)) : int.MaxValue;
            var chosen = Best(looked, isNewDue, most, (float)options.Diversity);
            chosen = chosen < 0 && isNewDue ? Best(looked, false, most, (float)options.Diversity) : chosen;
            chosen = chosen < 0 ? Best(looked, false, int.MaxValue, (float)options.Diversity) : chosen;
            if (chosen < 0)
            {
                // Only scores that are no numbers leave none; the list is filled from elsewhere.
                break;
            }

            var place = _window[chosen];
            Array.Copy(_window, chosen + 1, _window, chosen, --looked - chosen);
            selected.Add(place.Item);
            newOnes += place.IsNew ? 1 : 0;
            Count(place.Category);
            Count(place.Brand);
        }

        return selected;
    }

    private static Place PlaceOf(CatalogueSnapshot catalogue, in RecommendedItem item, float best, int categories, int newFrom)
    {
        var brand = catalogue.Groups.BrandOf(item.Item);
        return new Place
        {
            Item = item,
            Score = item.Score / best,
            Category = catalogue.Groups.CategoryOf(item.Item),
            Brand = brand < 0 ? -1 : categories + brand,
            IsNew = catalogue[item.Item].Launched is { } launched && launched.DayNumber >= newFrom,
        };
    }

    private int Best(int looked, bool onlyNew, int most, float diversity)
    {
        var (at, value) = (-1, float.NegativeInfinity);
        for (var i = 0; i < looked; i++)
        {
            ref readonly var place = ref _window[i];

            // Scores fall along the window: what cannot win without any likeness ends the search.
            if (place.Score <= value)
            {
                break;
            }

            var inCategory = _perGroup[place.Category];
            if ((onlyNew && !place.IsNew) || inCategory >= most)
            {
                continue;
            }

            var likeness = (0.7f * Math.Min(1, inCategory * 0.34f)) + (place.Brand >= 0 ? 0.3f * Math.Min(1, _perGroup[place.Brand] * 0.5f) : 0);
            var marginal = place.Score - (diversity * likeness);
            if (marginal > value)
            {
                (at, value) = (i, marginal);
            }
        }

        return at;
    }

    private void Reset(int groups)
    {
        foreach (var group in _counted)
        {
            _perGroup[group] = 0;
        }

        _counted.Clear();
        if (_perGroup.Length < groups)
        {
            _perGroup = new int[groups];
        }
    }

    private void Count(int group)
    {
        if (group >= 0 && _perGroup[group]++ == 0)
        {
            _counted.Add(group);
        }
    }

    private struct Place
    {
        public RecommendedItem Item;
        public float Score;
        public int Category;
        public int Brand;
        public bool IsNew;
    }
}
