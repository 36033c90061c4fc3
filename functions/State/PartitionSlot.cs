namespace XbFunctions.State;

/// <summary>What a runner keeps for one partition from its first batch on, whether its state is loaded or not.</summary>
internal sealed class PartitionSlot<TState>(string function, StreamPartition partition, StateStores stores) : IAsyncDisposable
    where TState : class, IStreamState
{
    public StreamPartition Partition { get; } = partition;

    /// <summary>Folder of the partition's journal.</summary>
    public string Folder { get; } = $"{function}/{partition.Folder()}";

    /// <summary>Held while a batch runs.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>The loaded state; null before the first batch and after a fault.</summary>
    public PartitionSession<TState>? Session { get; set; }

    public FreshEvents Fresh { get; } = new();

    public PartitionTally Tally { get; } = new(function, partition);

    public LookupWriter Lookups { get; } = new(stores, function, partition);

    public CommittedSinks Sinks { get; } = new([.. stores.Sinks.Select(sink => sink.Open(function, partition))]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Sinks.DisposeAsync().ConfigureAwait(false);
        await Lookups.DisposeAsync().ConfigureAwait(false);
        Gate.Dispose();
    }
}
