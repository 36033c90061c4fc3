using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>
/// What <see cref="LiveBehaviour"/> would say at each moment of a replay: the same sums with the same half-lives, of interactions instead of events.
/// Not thread-safe.
/// </summary>
internal sealed class LiveReplay : ILiveSignals
{
    // As BehaviourState weighs those before in the session.
    private const double BackwardWeight = 0.7;
    private const int SessionItems = 8;

    private readonly BehaviourOptions _options = new();
    private readonly Dictionary<ulong, string> _skus = [];
    private readonly Dictionary<ulong, DecayedScores> _coVisits = [];
    private readonly Dictionary<CountryCode, DecayedScores> _trends = [];
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly List<ScoredKey> _best = [];
    private long _nowMs;

    /// <summary>Counts an interaction. Calls are in the order of time.</summary>
    /// <param name="one">The interaction.</param>
    public void Add(in Interaction one)
    {
        var key = IdHash.Of(one.Sku);
        _skus[key] = one.Sku;
        _nowMs = one.At.ToUnixTimeMilliseconds();
        var weight = ClickWeights.Of(one.Kind);
        Of(_trends, one.Market).Add(key, DecayedScores.Of(weight, _nowMs, _options.TrendingHalfLife.TotalMilliseconds), _options.TrendingItems);
        var session = _sessions.TryGetValue(one.Visitor, out var known) && _nowMs - known.LastMs <= _options.SessionGap.TotalMilliseconds
            ? known
            : _sessions[one.Visitor] = new Session();
        session.LastMs = _nowMs;
        for (var i = session.Items.Count - 1; i >= 0; i--)
        {
            if (session.Items[i] != key)
            {
                var near = weight / (1 + Math.Log2(session.Items.Count - i));
                Join(session.Items[i], key, near);
                Join(key, session.Items[i], near * BackwardWeight);
            }
        }

        session.Items.Remove(key);
        session.Items.Add(key);
        if (session.Items.Count > SessionItems)
        {
            session.Items.RemoveAt(0);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LiveItem> Trending(CountryCode market, int count) => Best(_trends.GetValueOrDefault(market), count, _options.TrendingHalfLife);

    /// <inheritdoc/>
    public IReadOnlyList<LiveItem> CoVisited(string sku, int count) => Best(_coVisits.GetValueOrDefault(IdHash.Of(sku)), count, _options.CoVisitHalfLife);

    private static DecayedScores Of<TKey>(Dictionary<TKey, DecayedScores> scores, TKey key)
        where TKey : notnull => scores.TryGetValue(key, out var found) ? found : scores[key] = new DecayedScores();

    private void Join(ulong from, ulong to, double weight) =>
        Of(_coVisits, from).Add(to, DecayedScores.Of(weight, _nowMs, _options.CoVisitHalfLife.TotalMilliseconds), _options.Neighbours);

    private LiveItem[] Best(DecayedScores? scores, int count, TimeSpan halfLife)
    {
        if (scores is null)
        {
            return [];
        }

        scores.CopyBest(count, _best);
        return [.. _best.Select(entry => new LiveItem(_skus[entry.Key], entry.At(_nowMs, halfLife.TotalMilliseconds)))];
    }

    private sealed class Session
    {
        public long LastMs { get; set; }

        public List<ulong> Items { get; } = [];
    }
}
