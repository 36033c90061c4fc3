namespace XbFunctions.Capabilities.Fraud;

/// <summary>The parts of one key in a <see cref="PeerTable{T}"/>: one that a partition told, or <see cref="SeveralParts{T}"/>. A change makes another object.</summary>
/// <typeparam name="T">The sums.</typeparam>
/// <param name="key">The key.</param>
internal abstract class PeerParts<T>(ulong key)
    where T : class
{
    /// <summary>The key.</summary>
    public ulong Key { get; } = key;

    /// <summary>The one partition that told them; null where there are several.</summary>
    public abstract int? Partition { get; }

    /// <summary>How often that partition had begun anew then.</summary>
    public abstract int Round { get; }

    /// <summary>What the other partitions know together; null for nothing.</summary>
    public abstract T? Without(int own, PeerSums<T> sums);

    /// <summary>Adds each other partition's part where nothing of it is there yet.</summary>
    public abstract void AddTo(IDictionary<int, T> into, int own, PeerSums<T> sums);

    /// <summary>The parts with one set.</summary>
    public abstract PeerParts<T> With(SinglePart<T> part);

    /// <summary>The parts without that of a partition, if it is of an earlier round; these where it is not, null for none.</summary>
    public abstract PeerParts<T>? Since(int partition, int round);
}
