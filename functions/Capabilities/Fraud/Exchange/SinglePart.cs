namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// What one partition has told of a key. Most of it is never asked for, because nobody but its own partition meets the key: it stays the bytes of its
/// record until then.
/// </summary>
/// <typeparam name="T">The sums.</typeparam>
internal sealed class SinglePart<T> : PeerParts<T>
    where T : class
{
    private readonly byte[] _page;
    private readonly int _at;
    private readonly int _partition;
    private readonly int _round;
    private T? _sums;

    /// <summary>Makes a part.</summary>
    /// <param name="key">The key.</param>
    /// <param name="partition">Who told it.</param>
    /// <param name="round">How often it had begun anew then.</param>
    /// <param name="sums">What it told.</param>
    public SinglePart(ulong key, int partition, int round, T sums)
        : base(key) => (_partition, _round, _sums, _page) = (partition, round, sums, []);

    /// <summary>Makes a part that is read when it is first asked for.</summary>
    /// <param name="key">The key.</param>
    /// <param name="partition">Who told it.</param>
    /// <param name="round">How often it had begun anew then.</param>
    /// <param name="page">Holds the sums; not changed any more.</param>
    /// <param name="at">Where they begin.</param>
    public SinglePart(ulong key, int partition, int round, byte[] page, int at)
        : base(key) => (_partition, _round, _page, _at) = (partition, round, page, at);

    /// <inheritdoc/>
    public override int? Partition => _partition;

    /// <inheritdoc/>
    public override int Round => _round;

    /// <summary>What was told.</summary>
    public T Sums(PeerSums<T> sums) => Volatile.Read(ref _sums) ?? Read(sums);

    /// <summary>Whether a partition told it before a round of its own.</summary>
    public bool IsBefore(int partition, int round) => _partition == partition && _round < round;

    /// <inheritdoc/>
    public override T? Without(int own, PeerSums<T> sums) => _partition == own ? null : Sums(sums);

    /// <inheritdoc/>
    public override void AddTo(IDictionary<int, T> into, int own, PeerSums<T> sums)
    {
        if (_partition != own)
        {
            into.TryAdd(_partition, Sums(sums));
        }
    }

    /// <inheritdoc/>
    public override PeerParts<T> With(SinglePart<T> part) => part._partition == _partition ? part : SeveralParts<T>.Of(this, part);

    /// <inheritdoc/>
    public override PeerParts<T>? Since(int partition, int round) => IsBefore(partition, round) ? null : this;

    // Of two readers that read it at once one is forgotten.
    private T Read(PeerSums<T> sums)
    {
        var read = sums.Read!(_page.AsSpan(_at));
        Volatile.Write(ref _sums, read);
        return read;
    }
}
