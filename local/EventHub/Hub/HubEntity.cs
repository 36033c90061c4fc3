using System.Collections.Immutable;

namespace XbFunctions.EventHub;

/// <summary>One hub: its partitions and consumer groups. Safe for use by several threads.</summary>
public sealed class HubEntity
{
    private int _nextPartition = -1;

    internal HubEntity(EventHubDefinition definition, DateTimeOffset createdAt, IEnumerable<PartitionLog> logs)
    {
        (Name, ConsumerGroups, CreatedAt) = (definition.Name, definition.ConsumerGroups, createdAt);
        Partitions = [.. logs.Select((log, index) => new HubPartition(Name, index, log))];
    }

    /// <summary>Hub name.</summary>
    public string Name { get; }

    /// <summary>When the hub was created; kept on disk.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Consumer groups, <see cref="EventHubDefinition.DefaultConsumerGroup"/> first; compared without regard to case.</summary>
    public ImmutableArray<string> ConsumerGroups { get; }

    /// <summary>Partitions in the order of their ids.</summary>
    public IReadOnlyList<HubPartition> Partitions { get; }

    /// <summary>Where the service puts a partition key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Index into <see cref="Partitions"/>.</returns>
    public int PartitionFor(ReadOnlySpan<char> key) => PartitionKeyHash.Place(key, Partitions.Count);

    /// <summary>Appends events: to the given partition, else to that of the key, else each to that of its own key, else to the next in turn. What goes to one partition is one batch.</summary>
    /// <param name="events">The events; the order within a partition is kept.</param>
    /// <param name="partitionKey">Partition key, at most 128 characters; stored with each event.</param>
    /// <param name="partition">Index into <see cref="Partitions"/>; excludes a key.</param>
    /// <param name="cancellationToken">Looked at before the append; one that has begun runs to its end.</param>
    /// <returns>Completes when the events are as durable as the broker's options ask.</returns>
    /// <exception cref="ArgumentException">Both a key and a partition were given, or a property has a type AMQP does not know.</exception>
    public async ValueTask AppendAsync(
        IReadOnlyList<HubEvent> events, string? partitionKey = null, int? partition = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        cancellationToken.ThrowIfCancellationRequested();
        if (partitionKey is not null && partition is not null)
        {
            throw new ArgumentException("A partition key and a partition exclude each other.", nameof(partition));
        }

        if (partitionKey is not null || partition is not null || events.All(static item => item.PartitionKey is null))
        {
            await AppendToAsync(ChoosePartition(partitionKey, partition), events, partitionKey).ConfigureAwait(false);
            return;
        }

        using var batch = NewBatch();
        for (var index = 0; index < events.Count; index++)
        {
            batch.Add(events[index]);
        }

        await batch.AppendAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins a batch: the cheapest way to append many events, which need no objects.</summary>
    /// <param name="partition">Index into <see cref="Partitions"/> for all of them; <see langword="null"/> for the partition of each one's key.</param>
    public HubBatch NewBatch(int? partition = null) => new(this, partition);

    // The log has copied the slices when it returns, though what it returns may wait for the disk.
    private static ValueTask<long> AppendToAsync(HubPartition partition, IReadOnlyList<HubEvent> events, string? partitionKey)
    {
        using var encoded = EncodedEvents.Of(events, keepsKeys: partitionKey is null, partition.Log.NextOffset);
        return partition.Log.AppendAsync(encoded, partitionKey);
    }

    /// <summary>The partition a batch goes to: the given one, else that of the key, else the next in turn.</summary>
    internal HubPartition ChoosePartition(string? partitionKey, int? partition)
    {
        var index = partition
            ?? (partitionKey is not null ? PartitionFor(partitionKey) : (int)((uint)Interlocked.Increment(ref _nextPartition) % Partitions.Count));
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(partition));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Partitions.Count, nameof(partition));
        return Partitions[index];
    }
}
