using System.Buffers;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Sums of exponentially decayed weights by key, bounded to the best. Not thread-safe.
/// </summary>
/// <remarks>
/// Forward decay (Cormode, Shkapenyuk, Srivastava, Xu: Forward decay, ICDE 2009, section III): a weight w at time t adds w * 2^(t / half-life), so
/// that nothing is touched as time passes, late events need no special case, and the order of the keys changes only by new weights. Sums are kept as base-2
/// logarithms, which no date overflows. When twice the bound is reached the best are kept.
/// </remarks>
public sealed class DecayedScores : IStateValue<DecayedScores>
{
    private const int IndexFrom = 96;
    private const int EntryBytes = sizeof(ulong) + sizeof(double);
    private ulong[] _keys = [];
    private double[] _scores = [];
    private Dictionary<ulong, int>? _index;

    /// <summary>Keys kept now.</summary>
    public int Count { get; private set; }

    /// <summary>What a weight adds.</summary>
    /// <param name="weight">Above 0.</param>
    /// <param name="atMs">When, milliseconds since the Unix epoch.</param>
    /// <param name="halfLifeMs">Time in which a weight halves, milliseconds.</param>
    /// <returns>The logarithm to give to <see cref="Add(ulong, double, int)"/>.</returns>
    public static double Of(double weight, long atMs, double halfLifeMs) => Math.Log2(weight) + (atMs / halfLifeMs);

    /// <inheritdoc/>
    public static DecayedScores Create() => new();

    /// <inheritdoc/>
    public static DecayedScores Read(ReadOnlySpan<byte> source, out int read)
    {
        var reader = new StateReader(source);
        var scores = new DecayedScores();
        var count = reader.Int();
        if (count < 0 || (long)count * EntryBytes > reader.Left)
        {
            throw new FormatException($"scores of {EntryBytes} bytes each, got {count} in {reader.Left} bytes");
        }

        scores.MakeRoom(count);
        for (; scores.Count < count; scores.Count++)
        {
            (scores._keys[scores.Count], scores._scores[scores.Count]) = (reader.ULong(), reader.Double());
        }

        scores.IndexAll();
        read = reader.Taken;
        return scores;
    }

    /// <summary>Adds a weight.</summary>
    /// <param name="key">The key.</param>
    /// <param name="score">As <see cref="Of"/> gives it.</param>
    /// <param name="keep">The bound, 1 or more.</param>
    public void Add(ulong key, double score, int keep)
    {
        var at = IndexOf(key);
        if (at >= 0)
        {
            var (more, less) = _scores[at] > score ? (_scores[at], score) : (score, _scores[at]);
            _scores[at] = more + Math.Log2(1 + double.Exp2(less - more));
            return;
        }

        if (Count >= 2 * keep)
        {
            Prune(keep);
        }

        MakeRoom(Count + 1);
        (_keys[Count], _scores[Count]) = (key, score);
        _index?.Add(key, Count);
        Count++;
        if (_index is null && Count > IndexFrom)
        {
            IndexAll();
        }
    }

    /// <summary>Adds everything of other scores with the same half-life.</summary>
    /// <param name="other">The others; not changed.</param>
    /// <param name="keep">The bound.</param>
    public void Add(DecayedScores other, int keep)
    {
        for (var index = 0; index < other.Count; index++)
        {
            Add(other._keys[index], other._scores[index], keep);
        }
    }

    /// <summary>Finds a key's score.</summary>
    /// <param name="key">The key.</param>
    /// <param name="score">The logarithm, as in <see cref="ScoredKey.Score"/>.</param>
    public bool TryGet(ulong key, out double score)
    {
        var at = IndexOf(key);
        score = at < 0 ? double.NegativeInfinity : _scores[at];
        return at >= 0;
    }

    /// <summary>Copies the best keys.</summary>
    /// <param name="count">Most keys wanted.</param>
    /// <param name="best">Emptied, then receives them, best first; of equal scores the lower key first.</param>
    public void CopyBest(int count, List<ScoredKey> best)
    {
        ArgumentNullException.ThrowIfNull(best);
        best.Clear();
        for (var index = 0; index < Count && count > 0; index++)
        {
            var entry = new ScoredKey(_keys[index], _scores[index]);
            if (best.Count == count && !IsBefore(entry, best[^1]))
            {
                continue;
            }

            if (best.Count == count)
            {
                best.RemoveAt(count - 1);
            }

            var place = best.Count;
            while (place > 0 && IsBefore(entry, best[place - 1]))
            {
                place--;
            }

            best.Insert(place, entry);
        }
    }

    /// <summary>The best key; 0 when there is none.</summary>
    public ulong Best()
    {
        var best = 0;
        for (var index = 1; index < Count; index++)
        {
            best = IsBefore(new(_keys[index], _scores[index]), new(_keys[best], _scores[best])) ? index : best;
        }

        return Count == 0 ? 0 : _keys[best];
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        target.PutInt(Count);
        for (var index = 0; index < Count; index++)
        {
            target.PutULong(_keys[index]);
            target.PutDouble(_scores[index]);
        }
    }

    private static bool IsBefore(ScoredKey left, ScoredKey right) =>
        left.Score > right.Score || (left.Score == right.Score && left.Key < right.Key);

    private int IndexOf(ulong key)
    {
        if (_index is null)
        {
            return _keys.AsSpan(0, Count).IndexOf(key);
        }

        return _index.TryGetValue(key, out var at) ? at : -1;
    }

    private void Prune(int keep)
    {
        var best = new List<ScoredKey>(Count);
        for (var index = 0; index < Count; index++)
        {
            best.Add(new ScoredKey(_keys[index], _scores[index]));
        }

        best.Sort(static (left, right) => IsBefore(left, right) ? -1 : IsBefore(right, left) ? 1 : 0);
        for (Count = 0; Count < keep && Count < best.Count; Count++)
        {
            (_keys[Count], _scores[Count]) = best[Count];
        }

        _index = null;
        IndexAll();
    }

    private void IndexAll()
    {
        if (Count <= IndexFrom)
        {
            return;
        }

        _index = new Dictionary<ulong, int>(Count);
        for (var index = 0; index < Count; index++)
        {
            _index.Add(_keys[index], index);
        }
    }

    private void MakeRoom(int count)
    {
        if (_keys.Length < count)
        {
            var length = Math.Max(4, Math.Max(count, 2 * _keys.Length));
            Array.Resize(ref _keys, length);
            Array.Resize(ref _scores, length);
        }
    }
}
