using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>Writes the rows of a request's candidates, in training and in serving alike. Not thread-safe.</summary>
internal sealed class RankerRowWriter
{
    private const float HistoryDecay = 0.85f;
    private const int MostAgeDays = 1000;
    private static readonly TimeSpan SessionGap = TimeSpan.FromMinutes(30);

    private readonly List<(int Group, float Share)> _categoriesOfHistory = [];
    private readonly List<(int Group, float Share)> _brandsOfHistory = [];
    private readonly List<(int Group, float Share)> _categories = [];
    private readonly List<(int Group, float Share)> _brands = [];
    private readonly float[] _shared = new float[RankerColumns.Width];
    private float[] _rows = [];
    private Shelf _shelf = null!;
    private BoundSignals _signals = null!;
    private MarketPopularity _popularity = null!;
    private float _historyLevel;
    private (int Category, int Brand) _last;
    private DateOnly _day;

    /// <summary>Works out what all candidates of a request share.</summary>
    /// <param name="shelf">What can be sold.</param>
    /// <param name="signals">Signals bound to the catalogue.</param>
    /// <param name="rules">The request's rules, with its history.</param>
    /// <param name="ask">What is asked for.</param>
    public void Begin(Shelf shelf, BoundSignals signals, ItemRules rules, RecommendationAsk ask)
    {
        (_shelf, _signals, _day) = (shelf, signals, ask.Day);
        _popularity = signals.PopularityIn(ask.Market);
        var groups = shelf.Catalogue.Groups;
        ReadHistory(rules.Recent, groups);
        Read(ask.History.Categories, groups.FindCategory, _categories);
        Read(ask.History.Brands, groups.FindBrand, _brands);
        Array.Fill(_shared, float.NaN);
        Share(RankerColumn.HistoryItems, rules.Recent.Count);
        Share(RankerColumn.SessionItems, SessionItems(rules, ask.At));
        Share(RankerColumn.HoursSinceLast, rules.Times.Count > 0 && ask.At is { } at ? (float)Math.Max(0, (at - rules.Times[^1]).TotalHours) : float.NaN);
        Share(RankerColumn.Orders, ask.History.Orders);
        Share(RankerColumn.Hour, ask.At?.UtcDateTime.Hour ?? float.NaN);
        Share(RankerColumn.Market, ask.Market.Packed);
        Share(RankerColumn.MarketItems, signals.TrendingIn(ask.Market).Length);
    }

    /// <summary>Writes the rows of a request.</summary>
    /// <param name="scratch">The request's candidates and scores.</param>
    /// <param name="items">Items.</param>
    /// <param name="count">How many of them.</param>
    /// <returns>Row-major, shape <c>[count, RankerColumns.Width]</c>; valid until the next call.</returns>
    public ReadOnlySpan<float> Write(RequestScratch scratch, List<RecommendedItem> items, int count)
    {
        var width = _shared.Length;
        if (_rows.Length < count * width)
        {
            _rows = new float[Math.Max(CandidateRanking.Ranked, count) * width];
        }

        for (var i = 0; i < count; i++)
        {
            WriteRow(scratch, items[i].Item, _rows.AsSpan(i * width, width));
        }

        return _rows.AsSpan(0, count * width);
    }

    private void WriteRow(RequestScratch scratch, int item, Span<float> row)
    {
        _shared.CopyTo(row);
        var blend = 0f;
        var scores = scratch.Board.ScoresOf(item);
        for (var source = 0; source < CandidateBoard.Sources; source++)
        {
            row[source] = scores.IsEmpty ? 0 : scores[source];
            blend += row[source];
        }

        var groups = _shelf.Catalogue.Groups;
        var (category, brand, found) = (groups.CategoryOf(item), groups.BrandOf(item), _shelf.Catalogue[item]);
        var level = _shelf.PriceLevelOf(item);
        row[(int)RankerColumn.Blend] = blend;
        row[(int)RankerColumn.SequenceLogRatio] = scratch.NextItems.LogRatioOf(item);
        row[(int)RankerColumn.Popularity] = _popularity.Items[item];
        row[(int)RankerColumn.PopularityEverywhere] = _signals.PopularityEverywhere.Items[item];
        row[(int)RankerColumn.PopularityInCategory] = _signals.PopularityEverywhere.InCategory(item, category);
        row[(int)RankerColumn.CategoryPopularity] = _popularity.Categories[category];
        row[(int)RankerColumn.PriceLevel] = level;
        row[(int)RankerColumn.PriceStep] = level - _historyLevel;
        row[(int)RankerColumn.PriceDistance] = MathF.Abs(level - _historyLevel);
        row[(int)RankerColumn.AgeDays] = found.Launched is { } launched ? Math.Min(MostAgeDays, _day.DayNumber - launched.DayNumber) : float.NaN;
        row[(int)RankerColumn.Stock] = StockOf(found);
        row[(int)RankerColumn.CategoryOfHistory] = ShareOf(_categoriesOfHistory, category);
        row[(int)RankerColumn.BrandOfHistory] = ShareOf(_brandsOfHistory, brand);
        row[(int)RankerColumn.IsLastCategory] = category == _last.Category ? 1 : 0;
        row[(int)RankerColumn.IsLastBrand] = brand >= 0 && brand == _last.Brand ? 1 : 0;
        row[(int)RankerColumn.CategoryInterest] = ShareOf(_categories, category);
        row[(int)RankerColumn.BrandInterest] = ShareOf(_brands, brand);
    }

    private void ReadHistory(IReadOnlyList<int> recent, CatalogueGroups groups)
    {
        _categoriesOfHistory.Clear();
        _brandsOfHistory.Clear();
        _last = recent.Count == 0 ? (-1, -1) : (groups.CategoryOf(recent[^1]), groups.BrandOf(recent[^1]));
        var (weight, sum, levels, levelWeight) = (1f, 0f, 0f, 0f);
        for (var i = recent.Count - 1; i >= 0; i--, weight *= HistoryDecay)
        {
            sum += weight;
            Add(_categoriesOfHistory, groups.CategoryOf(recent[i]), weight);
            Add(_brandsOfHistory, groups.BrandOf(recent[i]), weight);
            if (_shelf.PriceLevelOf(recent[i]) is var level && !float.IsNaN(level))
            {
                (levels, levelWeight) = (levels + (weight * level), levelWeight + weight);
            }
        }

        _historyLevel = levelWeight > 0 ? levels / levelWeight : float.NaN;
        Scale(_categoriesOfHistory, sum);
        Scale(_brandsOfHistory, sum);
    }

    private static void Read(IReadOnlyList<(string Name, float Share)> interests, Func<string, int> find, List<(int Group, float Share)> groups)
    {
        groups.Clear();
        foreach (var (name, share) in interests)
        {
            if (find(name) is var group and >= 0)
            {
                groups.Add((group, share));
            }
        }
    }

    private static float SessionItems(ItemRules rules, DateTimeOffset? at)
    {
        if (at is not { } now || rules.Times.Count == 0)
        {
            // A session gives no times: all of it is now.
            return rules.Recent.Count;
        }

        var count = 0;
        for (var i = rules.Times.Count - 1; i >= 0 && now - rules.Times[i] <= SessionGap; i--)
        {
            count++;
            now = rules.Times[i];
        }

        return count;
    }

    private static float StockOf(CatalogueItem item)
    {
        if (item.Stock is null)
        {
            return float.NaN;
        }

        var pieces = 0L;
        foreach (var here in item.Stock.Values)
        {
            pieces += here;
        }

        return MathF.Log2(1 + Math.Max(0, pieces));
    }

    private static void Add(List<(int Group, float Share)> groups, int group, float weight)
    {
        if (group < 0)
        {
            return;
        }

        for (var i = 0; i < groups.Count; i++)
        {
            if (groups[i].Group == group)
            {
                groups[i] = (group, groups[i].Share + weight);
                return;
            }
        }

        groups.Add((group, weight));
    }

    private static void Scale(List<(int Group, float Share)> groups, float sum)
    {
        for (var i = 0; i < groups.Count; i++)
        {
            groups[i] = (groups[i].Group, groups[i].Share / sum);
        }
    }

    private static float ShareOf(List<(int Group, float Share)> groups, int group)
    {
        foreach (var (known, share) in groups)
        {
            if (known == group)
            {
                return share;
            }
        }

        return 0;
    }

    private void Share(RankerColumn column, float value) => _shared[(int)column] = value;
}
