namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Sums of one kind by key, one part for each partition that has any. Written by one thread, read by many: a reader sees each key's parts as
/// they were before or after a change.
/// </summary>
/// <typeparam name="T">The sums; immutable once they are here.</typeparam>
/// <param name="combine">Adds the parts of several partitions.</param>
/// <param name="read">Reads a part that was told as a record; null where none are.</param>
internal sealed class PeerTable<T>(Func<IReadOnlyList<T>, T> combine, Func<ReadOnlySpan<byte>, T>? read = null)
    where T : class
{
    private const int FewestCells = 64;
    private readonly PeerSums<T> _sums = new(combine, read);

    // How often each partition was begun anew: parts of an earlier round are forgotten at the end of the next.
    private readonly Dictionary<int, int> _rounds = [];

    // At most five eighths taken; replaced by a copy beyond that.
    private PeerCells<T> _cells = new(FewestCells);

    /// <summary>Keys that any partition has told of.</summary>
    public int Count => _cells.Count;

    /// <summary>What the other partitions know of a key.</summary>
    /// <param name="key">The key; 0 means unknown and is never found.</param>
    /// <param name="own">The partition whose own part is left out.</param>
    /// <returns>Null when none of them knows it. A part is read, and several are added, when they are first asked for; later calls allocate nothing.</returns>
    public T? Find(ulong key, int own) => Volatile.Read(ref _cells).Find(key, own)?.Without(own, _sums);

    /// <summary>Brings near what is known of several keys, before it is asked for: the processor then waits for all of it at once.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="own">The partition whose own part is left out.</param>
    /// <returns>Nothing of meaning.</returns>
    public long Warm(ReadOnlySpan<ulong> keys, int own)
    {
        var (cells, warmed) = (Volatile.Read(ref _cells), 0L);
        foreach (var key in keys)
        {
            warmed += cells.Warm(key);
        }

        foreach (var key in keys)
        {
            warmed += cells.Find(key, own) is null ? 0 : 1;
        }

        return warmed;
    }

    /// <summary>Adds what each other partition knows of a key, where nothing of that partition is there yet.</summary>
    /// <param name="key">The key.</param>
    /// <param name="own">The partition whose own part is left out.</param>
    /// <param name="into">Receives the parts by partition.</param>
    public void AddParts(ulong key, int own, IDictionary<int, T> into) => Volatile.Read(ref _cells).Find(key, own)?.AddTo(into, own, _sums);

    /// <summary>Sets the part of one partition.</summary>
    /// <param name="key">The key; nothing is known of 0.</param>
    /// <param name="partition">Whose part it is.</param>
    /// <param name="part">The part.</param>
    public void Set(ulong key, int partition, T part) => Set(new SinglePart<T>(key, partition, RoundOf(partition), part));

    /// <summary>Sets the part of one partition, which is read when it is first asked for.</summary>
    /// <param name="key">The key; nothing is known of 0.</param>
    /// <param name="partition">Whose part it is.</param>
    /// <param name="page">Holds the part; must not change any more.</param>
    /// <param name="at">Where it begins.</param>
    public void Set(ulong key, int partition, byte[] page, int at) => Set(new SinglePart<T>(key, partition, RoundOf(partition), page, at));

    /// <summary>Begins a partition anew: what <see cref="Set(ulong, int, T)"/> does not repeat until <see cref="EndAnew"/> is forgotten then.</summary>
    /// <param name="partition">The partition.</param>
    public void BeginAnew(int partition) => _rounds[partition] = RoundOf(partition) + 1;

    /// <summary>Forgets what was not set again since the last <see cref="BeginAnew"/>.</summary>
    /// <param name="partition">The partition.</param>
    public void EndAnew(int partition) => _cells.Forget(partition, RoundOf(partition));

    private int RoundOf(int partition) => _rounds.GetValueOrDefault(partition);

    private void Set(SinglePart<T> part)
    {
        if (part.Key == 0)
        {
            return;
        }

        if (8L * (_cells.Taken + 1) > 5L * _cells.Length)
        {
            // Where most that is taken has no parts any more, the same length is long enough.
            Volatile.Write(ref _cells, _cells.Copy(16L * _cells.Count > 5L * _cells.Length ? 2 * _cells.Length : _cells.Length));
        }

        _cells.Set(part);
    }
}
