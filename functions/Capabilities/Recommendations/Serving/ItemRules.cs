using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Which items a request may list. Not thread-safe; used again after <see cref="Read"/>.</summary>
internal sealed class ItemRules
{
    private readonly HashSet<int> _passedOver = [];
    private readonly List<int> _recent = [];
    private readonly List<DateTimeOffset> _times = [];
    private CatalogueSnapshot _catalogue = CatalogueSnapshot.Empty;
    private Shelf? _shelf;
    private string? _category;
    private string _prefix = "";

    /// <summary>Items of the history that the catalogue has, oldest first, each once, at its latest place.</summary>
    public IReadOnlyList<int> Recent => _recent;

    /// <summary>When each of <see cref="Recent"/> was seen; empty where that is not known.</summary>
    public IReadOnlyList<DateTimeOffset> Times => _times;

    /// <summary>Reads a request.</summary>
    /// <param name="shelf">What can be sold.</param>
    /// <param name="signals">Say which categories are bought again.</param>
    /// <param name="ask">What is asked for.</param>
    /// <param name="options">Settings.</param>
    public void Read(Shelf shelf, BoundSignals signals, RecommendationAsk ask, RecommendationOptions options)
    {
        (_shelf, _catalogue) = (shelf, shelf.Catalogue);
        (_category, _prefix) = (ask.Category, ask.Category is null ? "" : $"{ask.Category}/");
        _passedOver.Clear();
        ReadRecent(ask.History);
        foreach (var sku in ask.History.Shown)
        {
            PassOver(sku);
        }

        foreach (var item in _recent)
        {
            _passedOver.Add(item);
        }

        var place = 0;
        foreach (var sku in ask.History.Bought)
        {
            var boughtAt = place < ask.History.BoughtTimes.Count ? ask.History.BoughtTimes[place] : DateTimeOffset.MinValue;
            place++;
            if (!_catalogue.TryFind(sku, out var item))
            {
                continue;
            }

            if (IsDueAgain(item, boughtAt, signals, ask, options))
            {
                _passedOver.Remove(item);
            }
            else
            {
                _passedOver.Add(item);
            }
        }
    }

    /// <summary>Whether an item can be sold and delivered, and is of the category asked for.</summary>
    /// <param name="item">Number of the item.</param>
    public bool IsSold(int item) => _shelf!.IsSold(item) && (_category is null || IsUnder(_catalogue[item].CategoryPath));

    /// <summary>Whether it moreover was neither bought, nor just shown, nor just looked at.</summary>
    /// <param name="item">Number of the item.</param>
    public bool IsListed(int item) => IsSold(item) && !_passedOver.Contains(item);

    private void ReadRecent(CustomerHistory history)
    {
        _recent.Clear();
        _times.Clear();
        var hasTimes = history.Times.Count == history.Recent.Count;
        for (var i = Math.Max(0, history.Recent.Count - RecommendationAsk.MostHistory); i < history.Recent.Count; i++)
        {
            if (!_catalogue.TryFind(history.Recent[i], out var item))
            {
                continue;
            }

            if (_recent.IndexOf(item) is var known and >= 0)
            {
                _recent.RemoveAt(known);
                if (hasTimes)
                {
                    _times.RemoveAt(known);
                }
            }

            _recent.Add(item);
            if (hasTimes)
            {
                _times.Add(history.Times[i]);
            }
        }
    }

    // What is used up is bought again: where the category's customers do, and not at once.
    private bool IsDueAgain(int item, DateTimeOffset boughtAt, BoundSignals signals, RecommendationAsk ask, RecommendationOptions options)
    {
        if (_recent.IndexOf(item) is var place and >= 0)
        {
            // Without a time it was seen just now.
            boughtAt = place >= _times.Count ? DateTimeOffset.MinValue : _times[place] > boughtAt ? _times[place] : boughtAt;
        }

        return boughtAt > DateTimeOffset.MinValue && ask.At is { } at && at - boughtAt >= TimeSpan.FromDays(options.RepeatDays)
            && !ask.History.Shown.Contains(_catalogue[item].Sku.Value)
            && signals.RepeatRateOf(_catalogue.Groups.CategoryOf(item)) >= options.RepeatRate;
    }

    private void PassOver(string sku)
    {
        if (_catalogue.TryFind(sku, out var item))
        {
            _passedOver.Add(item);
        }
    }

    private bool IsUnder(string path) => path == _category || path.StartsWith(_prefix, StringComparison.Ordinal);
}
