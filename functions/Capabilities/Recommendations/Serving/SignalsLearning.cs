using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Learns signals from interactions: co-visitation and a linear model over each customer's sequence, trends with decay by market.</summary>
public sealed class SignalsLearning
{
    /// <summary>Time in which an interaction's weight in a trend halves.</summary>
    public static readonly TimeSpan TrendHalfLife = TimeSpan.FromDays(7);

    private const int MostOfSequence = 200;
    private const double Ridge = 20;
    private static readonly CoVisitationOptions CoVisitationConstants = new(OldestWeight: 0.4);

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _sequences = new(StringComparer.Ordinal);
    private readonly TrendLearning _trends = new();
    private readonly Dictionary<(string Visitor, int Item), int> _purchases = [];
    private DateTimeOffset _origin;
    private DateTimeOffset _last;

    /// <summary>Interactions so far.</summary>
    public int Interactions { get; private set; }

    /// <summary>Adds an interaction. Calls are in the order of time.</summary>
    /// <param name="visitor">Who; any stable text, such as a pseudonym.</param>
    /// <param name="sku">With what.</param>
    /// <param name="market">Where.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="weight">Its weight in the trend, such as 1 for a view and 6 for an order.</param>
    /// <param name="isOrder">Whether it was bought.</param>
    public void Add(string visitor, string sku, CountryCode market, DateTimeOffset at, double weight, bool isOrder = false)
    {
        Interactions++;
        _origin = _origin == default ? at : _origin;
        _last = at > _last ? at : _last;
        if (!_numbers.TryGetValue(sku, out var item))
        {
            _numbers[sku] = item = _numbers.Count;
        }

        var sequence = _sequences.TryGetValue(visitor, out var known) ? known : _sequences[visitor] = [];
        var isNew = !sequence.Contains(item);
        if (sequence.Count == 0 || sequence[^1] != item)
        {
            sequence.Add(item);
        }

        if (isOrder)
        {
            _purchases[(visitor, item)] = _purchases.GetValueOrDefault((visitor, item)) + 1;
        }

        // Growing weights instead of shrinking sums (forward decay: Cormode et al., ICDE 2009).
        _trends.Add(market, item, weight, Math.Pow(2, (at - _origin) / TrendHalfLife), isNew);
    }

    /// <summary>Learns.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public ItemSignals Learn(CancellationToken cancellationToken = default)
    {
        int[][] sequences = [.. _sequences.Values.Select(static sequence => sequence.TakeLast(MostOfSequence).ToArray())];
        var log = new InteractionLog(sequences, _numbers.Count);
        var coVisitation = CoVisitation.Learn(log, CoVisitationConstants, cancellationToken);

        // Sets: counts of repeated pairs are no Gram matrix, and what solves them may be beyond all bounds.
        int[][] sets = [.. sequences.Select(static sequence => sequence.Distinct().ToArray())];
        var linear = LinearItemModel.Learn(new InteractionLog(sets, _numbers.Count), Ridge, cancellationToken);
        var everywhere = new Dictionary<int, double>();
        foreach (var (item, weight) in _trends.Markets.SelectMany(static trend => trend.Weights))
        {
            everywhere[item] = everywhere.GetValueOrDefault(item) + weight;
        }

        var (buyers, again) = (new int[_numbers.Count], new int[_numbers.Count]);
        foreach (var ((_, item), times) in _purchases)
        {
            buyers[item]++;
            again[item] += times > 1 ? 1 : 0;
        }

        return new ItemSignals
        {
            Version = _last.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            Skus = [.. _numbers.Keys],
            CoVisitation = Lists(log, coVisitation.Score),
            Linear = Lists(log, (history, board) => linear.Score(history, 1, board)),
            Trending = _trends.Markets.ToDictionary(static trend => trend.Market, static trend => Top(trend.Weights, ItemSignals.MostTrending)),
            TrendLevels = _trends.Markets.ToDictionary(static trend => trend.Market, trend => LevelOf(trend.Weights)),
            TrendLevelEverywhere = LevelOf(everywhere),
            CarryOver = _trends.Best,
            TrendingEverywhere = Top(everywhere, ItemSignals.MostTrendingEverywhere),
            Buyers = buyers,
            BuyersAgain = again,
        };
    }

    private static SignalLink[][] Lists(InteractionLog log, HistoryScorer score)
    {
        var lists = new SignalLink[log.ItemCount][];
        var board = new ScoreBoard(log.ItemCount);
        for (var item = 0; item < lists.Length; item++)
        {
            board.Clear();
            score([item], board);
            var top = board.Top(ItemSignals.MostLinks, [item]);
            lists[item] = Scaled(top.Select(other => (other, (double)board[other])));
        }

        return lists;
    }

    private TrendLevel LevelOf(IReadOnlyDictionary<int, double> weights) =>
        weights.Count == 0 ? default : new TrendLevel(weights.Values.Sum() / _trends.Scale, weights.Values.Max() / _trends.Scale);

    private static SignalLink[] Top(IReadOnlyDictionary<int, double> weights, int most) => Scaled(
        weights.OrderByDescending(static entry => entry.Value).ThenBy(static entry => entry.Key).Take(most)
            .Select(static entry => (entry.Key, entry.Value)));

    private static SignalLink[] Scaled(IEnumerable<(int Item, double Weight)> entries)
    {
        (int Item, double Weight)[] positive = [.. entries.Where(static entry => entry.Weight > 0 && double.IsFinite(entry.Weight))];
        return positive.Length == 0 ? [] : [.. positive.Select(entry => new SignalLink(entry.Item, (float)(entry.Weight / positive[0].Weight)))];
    }

    private delegate void HistoryScorer(ReadOnlySpan<int> history, ScoreBoard board);
}
