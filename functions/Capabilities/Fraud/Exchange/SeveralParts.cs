namespace XbFunctions.Capabilities.Fraud;

/// <summary>The parts of a key that several partitions have told of, in the order of the partitions: what is added does not depend on who published first.</summary>
/// <typeparam name="T">The sums.</typeparam>
internal sealed class SeveralParts<T> : PeerParts<T>
    where T : class
{
    private readonly SinglePart<T>[] _parts;
    private (int Own, T? Sum)[] _sums = [];

    private SeveralParts(SinglePart<T>[] parts)
        : base(parts[0].Key) => _parts = parts;

    /// <inheritdoc/>
    public override int? Partition => null;

    /// <inheritdoc/>
    public override int Round => 0;

    /// <summary>Two parts, of different partitions.</summary>
    public static SeveralParts<T> Of(SinglePart<T> one, SinglePart<T> other) => new(one.Partition < other.Partition ? [one, other] : [other, one]);

    /// <inheritdoc/>
    public override T? Without(int own, PeerSums<T> sums)
    {
        foreach (var (of, known) in Volatile.Read(ref _sums))
        {
            if (of == own)
            {
                return known;
            }
        }

        return Combine(own, sums);
    }

    /// <inheritdoc/>
    public override void AddTo(IDictionary<int, T> into, int own, PeerSums<T> sums)
    {
        foreach (var part in _parts)
        {
            part.AddTo(into, own, sums);
        }
    }

    /// <inheritdoc/>
    public override PeerParts<T> With(SinglePart<T> part)
    {
        var at = 0;
        while (at < _parts.Length && _parts[at].Partition < part.Partition)
        {
            at++;
        }

        var isKnown = at < _parts.Length && _parts[at].Partition == part.Partition;
        return new SeveralParts<T>([.. _parts.AsSpan(0, at), part, .. _parts.AsSpan(isKnown ? at + 1 : at)]);
    }

    /// <inheritdoc/>
    public override PeerParts<T>? Since(int partition, int round)
    {
        for (var at = 0; at < _parts.Length; at++)
        {
            if (_parts[at].IsBefore(partition, round))
            {
                return _parts.Length == 2 ? _parts[1 - at] : new SeveralParts<T>([.. _parts.AsSpan(0, at), .. _parts.AsSpan(at + 1)]);
            }
        }

        return this;
    }

    private T? Combine(int own, PeerSums<T> sums)
    {
        var others = new List<T>(_parts.Length);
        foreach (var part in _parts)
        {
            if (part.Without(own, sums) is { } known)
            {
                others.Add(known);
            }
        }

        var sum = others.Count == 1 ? others[0] : sums.Combine(others);

        // Of two readers that add at once one is forgotten, and adds again.
        Volatile.Write(ref _sums, [.. _sums, (own, sum)]);
        return sum;
    }
}
