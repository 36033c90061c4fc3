namespace XbFunctions.Capabilities.Fraud;

/// <summary>The parts of a key that several partitions have told of, in the order of the partitions: what is added does not depend on who published first.</summary>
/// <typeparam name="T">The sums.</typeparam>
internal sealed class SeveralParts<T> : PeerParts<T>
    where T : class
{
    private readonly PeerPart<T>[] _parts;
    private (int Own, T? Sum)[] _sums = [];

    private SeveralParts(PeerPart<T>[] parts) => _parts = parts;

    /// <summary>Two parts, of different partitions.</summary>
    public static SeveralParts<T> Of(PeerPart<T> one, PeerPart<T> other) => new(one.Partition < other.Partition ? [one, other] : [other, one]);

    /// <inheritdoc/>
    public override T? Without(int own, Func<IReadOnlyList<T>, T> combine)
    {
        foreach (var (of, known) in Volatile.Read(ref _sums))
        {
            if (of == own)
            {
                return known;
            }
        }

        return Combine(own, combine);
    }

    /// <inheritdoc/>
    public override void AddTo(IDictionary<int, T> into, int own)
    {
        foreach (var part in _parts)
        {
            if (part.Partition != own)
            {
                into.TryAdd(part.Partition, part.Sums);
            }
        }
    }

    /// <inheritdoc/>
    public override PeerParts<T> With(PeerPart<T> part)
    {
        var at = 0;
        while (at < _parts.Length && _parts[at].Partition < part.Partition)
        {
            at++;
        }

        // Its sums are others, so that it is another object.
        var isKnown = at < _parts.Length && _parts[at].Partition == part.Partition;
        return new SeveralParts<T>([.. _parts.AsSpan(0, at), part, .. _parts.AsSpan(isKnown ? at + 1 : at)]);
    }

    /// <inheritdoc/>
    public override PeerParts<T>? Since(int partition, int round)
    {
        var at = Array.FindIndex(_parts, part => part.Partition == partition && part.Round < round);
        return at < 0 ? this
            : _parts.Length == 2 ? new SinglePart<T>(_parts[1 - at])
            : new SeveralParts<T>([.. _parts.AsSpan(0, at), .. _parts.AsSpan(at + 1)]);
    }

    // By itself, so that nothing is captured where nothing is to be added.
    private T? Combine(int own, Func<IReadOnlyList<T>, T> combine)
    {
        T[] others = [.. _parts.Where(part => part.Partition != own).Select(static part => part.Sums)];
        var sum = others.Length == 1 ? others[0] : combine(others);

        // Of two readers that add at once one is forgotten, and adds again.
        Volatile.Write(ref _sums, [.. _sums, (own, sum)]);
        return sum;
    }
}
