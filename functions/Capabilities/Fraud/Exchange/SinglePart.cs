namespace XbFunctions.Capabilities.Fraud;

/// <summary>The part of a key that one partition has told of, as most are: told again, it is changed in place.</summary>
/// <typeparam name="T">The sums.</typeparam>
/// <param name="part">The part.</param>
internal sealed class SinglePart<T>(PeerPart<T> part) : PeerParts<T>
    where T : class
{
    private readonly int _partition = part.Partition;
    private int _round = part.Round;
    private T _sums = part.Sums;

    /// <inheritdoc/>
    public override T? Without(int own, Func<IReadOnlyList<T>, T> combine) => _partition == own ? null : Volatile.Read(ref _sums);

    /// <inheritdoc/>
    public override void AddTo(IDictionary<int, T> into, int own)
    {
        if (_partition != own)
        {
            into.TryAdd(_partition, Volatile.Read(ref _sums));
        }
    }

    /// <inheritdoc/>
    public override PeerParts<T> With(PeerPart<T> part)
    {
        if (part.Partition != _partition)
        {
            return SeveralParts<T>.Of(new PeerPart<T>(_partition, _round, _sums), part);
        }

        _round = part.Round;
        Volatile.Write(ref _sums, part.Sums);
        return this;
    }

    /// <inheritdoc/>
    public override PeerParts<T>? Since(int partition, int round) => _partition == partition && _round < round ? null : this;
}
