namespace XbFunctions.State;

/// <summary>What a tumbling or session window makes of its events; fixed in size. The default value is that of no event.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IWindowAggregate<TSelf>
    where TSelf : struct, IWindowAggregate<TSelf>
{
    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    static abstract int Bytes { get; }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">At least <see cref="Bytes"/> bytes.</param>
    static abstract TSelf Read(ReadOnlySpan<byte> source);

    /// <summary>The aggregate of both sets of events. The order of merging must make no difference.</summary>
    /// <param name="other">Of the other events, of one at least.</param>
    TSelf Merge(in TSelf other);

    /// <summary>Writes the aggregate.</summary>
    /// <param name="target">At least <see cref="Bytes"/> bytes.</param>
    void Write(Span<byte> target);
}
