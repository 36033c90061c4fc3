namespace XbFunctions.Capabilities.Fraud;

/// <summary>The parts of one key in a <see cref="PeerTable{T}"/>. Written by one thread, read by many.</summary>
/// <typeparam name="T">The sums.</typeparam>
internal abstract class PeerParts<T>
    where T : class
{
    /// <summary>What the other partitions know together; null for nothing.</summary>
    public abstract T? Without(int own, Func<IReadOnlyList<T>, T> combine);

    /// <summary>Adds each other partition's part where nothing of it is there yet.</summary>
    public abstract void AddTo(IDictionary<int, T> into, int own);

    /// <summary>The parts with one set; these, where it could be set in them.</summary>
    public abstract PeerParts<T> With(PeerPart<T> part);

    /// <summary>The parts without that of a partition, if it is of an earlier round; these where it is not, null for none.</summary>
    public abstract PeerParts<T>? Since(int partition, int round);
}
