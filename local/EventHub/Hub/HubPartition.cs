using System.Globalization;

namespace XbFunctions.EventHub;

/// <summary>One partition of a hub: an ordered log that any number of consumers read at their own place. Safe for use by several threads.</summary>
public sealed class HubPartition
{
    private readonly string _hub;

    internal HubPartition(string hub, int index, PartitionLog log)
    {
        (_hub, Index, Log) = (hub, index, log);
        Id = index.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Partition id: "0" to one less than the number of partitions.</summary>
    public string Id { get; }

    /// <summary>What the partition holds now.</summary>
    public PartitionProperties Properties
    {
        get
        {
            var bounds = Log.Bounds;
            return new PartitionProperties(
                _hub,
                Id,
                bounds.BeginSequence,
                bounds.NextSequence - 1,
                bounds.LastOffset.ToString(CultureInfo.InvariantCulture),
                bounds.LastOffset < 0 ? DateTimeOffset.MinValue : DateTimeOffset.FromUnixTimeMilliseconds(bounds.LastEnqueued),
                bounds.BeginSequence == bounds.NextSequence);
        }
    }

    internal int Index { get; }

    internal PartitionLog Log { get; }

    /// <summary>Sequence number at which reading from a position starts. For <see cref="EventPosition.Latest"/> it is that of the next event.</summary>
    /// <param name="position">Where to start.</param>
    public long Resolve(EventPosition position) => Log.Resolve(position);

    /// <summary>Reads events, and waits for the first one where none is there yet.</summary>
    /// <param name="fromSequence">First sequence number; one that is no longer retained means the first retained one.</param>
    /// <param name="maxEvents">Most events to return, at least 1; fewer come when 4 MiB are reached before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One event or more, in order, without a gap.</returns>
    /// <exception cref="ObjectDisposedException">The broker was closed.</exception>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(long fromSequence, int maxEvents, CancellationToken cancellationToken = default) =>
        ReadAsync(fromSequence, maxEvents, blocks: null, cancellationToken);

    /// <summary>Reads events into memory that its reader may give back, and waits for the first one where none is there yet.</summary>
    /// <param name="fromSequence">First sequence number; one that is no longer retained means the first retained one.</param>
    /// <param name="maxEvents">Most events to return, at least 1; fewer come when 4 MiB are reached before.</param>
    /// <param name="blocks">The reader's memory; <see langword="null"/> for events that keep theirs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One event or more, in order, without a gap.</returns>
    /// <exception cref="ObjectDisposedException">The broker was closed.</exception>
    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(
        long fromSequence, int maxEvents, ReadBlocks? blocks, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        IReadOnlyList<StoredEvent> events;
        while (!Log.TryRead(fromSequence, maxEvents, out events, blocks))
        {
            await Log.WaitAsync(fromSequence, cancellationToken).ConfigureAwait(false);
        }

        return events;
    }

    /// <summary>Reads events that are there, without waiting.</summary>
    /// <param name="fromSequence">First sequence number; one that is no longer retained means the first retained one.</param>
    /// <param name="maxEvents">Most events to return, at least 1; fewer come when 4 MiB are reached before.</param>
    /// <param name="events">The events in order, without a gap; empty when the answer is <see langword="false"/>.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ObjectDisposedException">The broker was closed.</exception>
    public bool TryRead(long fromSequence, int maxEvents, out IReadOnlyList<StoredEvent> events)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        return Log.TryRead(fromSequence, maxEvents, out events);
    }
}
