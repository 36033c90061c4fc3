using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>A partition that one function reads: one reader at a time. Disposed once reading has ended.</summary>
internal interface IPartitionSource : IAsyncDisposable
{
    /// <summary>Id of the partition: a number in text.</summary>
    string Id { get; }

    /// <summary>Sequence number of the newest event as far as is known; -1 when nothing was ever written.</summary>
    long LastEnqueued { get; }

    /// <summary>Fires when another reader has taken the partition over.</summary>
    CancellationToken Taken { get; }

    /// <summary>What the partition holds now.</summary>
    ValueTask<PartitionProperties> GetPropertiesAsync(CancellationToken cancellationToken);

    /// <summary>Goes to a position; may be called again to go elsewhere.</summary>
    /// <param name="position">Where reading starts; an event that is no longer retained means the first that is.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    ValueTask OpenAsync(EventPosition position, CancellationToken cancellationToken);

    /// <summary>Reads the next events in order and waits for the first one.</summary>
    /// <param name="maxEvents">Most events to return.</param>
    /// <param name="cancellationToken">Ends the wait; the next read goes on at the same place.</param>
    ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(int maxEvents, CancellationToken cancellationToken);

    /// <summary>Ends with what was read so far.</summary>
    /// <param name="isReleased">Whether nothing of it, nor of what was made of it, is used any more: its memory may then serve the next read.</param>
    void End(bool isReleased);
}
