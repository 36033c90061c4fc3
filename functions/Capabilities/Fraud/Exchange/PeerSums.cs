namespace XbFunctions.Capabilities.Fraud;

/// <summary>What a <see cref="PeerTable{T}"/> does with its sums.</summary>
/// <typeparam name="T">The sums.</typeparam>
/// <param name="Combine">Adds those of two partitions or more.</param>
/// <param name="Read">Reads them from a record; null where none are told as records.</param>
internal sealed record PeerSums<T>(Func<IReadOnlyList<T>, T> Combine, Func<ReadOnlySpan<byte>, T>? Read);
