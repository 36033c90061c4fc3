using System.Runtime.InteropServices;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>
/// Sums of each market's trend, and how well markets foretell each other: before an interaction is added, each of some <see cref="TrendCarryOver"/> says how
/// likely it was, and the one that was right most is taken (prequential likelihood: Dawid, JRSS A 147, 1984). Not thread-safe.
/// </summary>
internal sealed class TrendLearning
{
    private const double LeastVolume = 50;
    private const int LeastForetold = 500;

    // What nobody has looked at yet may be looked at.
    private const double Unseen = 0.02;

    private static readonly double[] Likenesses = [1, 4];

    private static readonly TrendCarryOver[] Choices =
        [.. Likenesses.SelectMany(static likeness => ((double[])[30, 300, 3_000, 30_000, 300_000]).Select(prior => new TrendCarryOver(prior, likeness)))];

    private readonly Dictionary<CountryCode, Trend> _trends = [];
    private readonly double[] _logLikelihoods = new double[Choices.Length];
    private int _foretold;
    private double _scale = 1;
    private int _items;

    /// <summary>Markets with their sums.</summary>
    public IEnumerable<(CountryCode Market, IReadOnlyDictionary<int, double> Weights)> Markets => _trends.Select(static one => (one.Key, (IReadOnlyDictionary<int, double>)one.Value.Weights));

    /// <summary>What one interaction of the newest moment weighs in the sums.</summary>
    public double Scale => _scale;

    /// <summary>What foretold best; the default where there is too little of it.</summary>
    public TrendCarryOver Best => _foretold < LeastForetold ? TrendCarryOver.Default : Choices[Array.IndexOf(_logLikelihoods, _logLikelihoods.Max())];

    /// <summary>Adds an interaction. Calls are in the order of time.</summary>
    /// <param name="market">Where.</param>
    /// <param name="item">With what, from 0.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="scale">What a weight of 1 is at its moment; grows with the time.</param>
    /// <param name="isForetold">Whether it is to be foretold; not what the same visitor did before.</param>
    public void Add(CountryCode market, int item, double weight, double scale, bool isForetold)
    {
        _scale = Math.Max(_scale, scale);
        _items = Math.Max(_items, item + 1);
        var trend = CollectionsMarshal.GetValueRefOrAddDefault(_trends, market, out _) ??= new Trend();
        if (isForetold && trend.Volume / scale >= LeastVolume)
        {
            Foretell(market, trend, item, scale);
        }

        trend.Weights[item] = trend.Weights.GetValueOrDefault(item) + (weight * scale);
        trend.Volume += weight * scale;
    }

    private void Foretell(CountryCode market, Trend own, int item, double scale)
    {
        Span<double> shares = stackalloc double[Likenesses.Length];
        for (var index = 0; index < Likenesses.Length; index++)
        {
            var (volume, weight) = (0.0, 0.0);
            foreach (var (other, trend) in _trends)
            {
                if (other != market)
                {
                    var like = 1 + ((Likenesses[index] - 1) * MarketLikeness.Between(market, other));
                    (volume, weight) = (volume + (like * trend.Volume), weight + (like * trend.Weights.GetValueOrDefault(item)));
                }
            }

            if (volume / scale < LeastVolume)
            {
                return;
            }

            shares[index] = ((1 - Unseen) * weight / volume) + (Unseen / _items);
        }

        _foretold++;
        var (mine, all) = (own.Weights.GetValueOrDefault(item) / scale, own.Volume / scale);
        for (var choice = 0; choice < Choices.Length; choice++)
        {
            var prior = Choices[choice].PriorWeight;
            _logLikelihoods[choice] += Math.Log((mine + (prior * shares[choice / (Choices.Length / Likenesses.Length)])) / (all + prior));
        }
    }

    private sealed class Trend
    {
        public Dictionary<int, double> Weights { get; } = [];

        public double Volume { get; set; }
    }
}
