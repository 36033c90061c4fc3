using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>A partition that one function reads.</summary>
internal interface IPartitionSource : IAsyncDisposable
{
    /// <summary>Id of the partition: a number in text.</summary>
    string Id { get; }

    /// <summary>Sequence number of the newest event as far as is known; -1 when nothing was ever written.</summary>
    long LastEnqueued { get; }

    /// <summary>Sequence number at which reading from a position starts.</summary>
    ValueTask<long> ResolveAsync(EventPosition position, CancellationToken cancellationToken);

    /// <summary>Reads events in order and waits for the first one.</summary>
    /// <param name="fromSequence">First sequence number; one that is no longer there means the first that is.</param>
    /// <param name="maxEvents">Most events to return.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(long fromSequence, int maxEvents, CancellationToken cancellationToken);
}
