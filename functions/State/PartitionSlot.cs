namespace XbFunctions.State;

/// <summary>What a runner keeps for one partition from its first batch on, whether its state is loaded or not.</summary>
internal sealed class PartitionSlot<TState> : IAsyncDisposable
    where TState : class, IStreamState
{
    private readonly IdleWork<TState> _idle;

    public PartitionSlot(string function, StreamPartition partition, StateStores stores)
    {
        (Function, Partition, Folder) = (function, partition, $"{function}/{partition.Folder()}");
        Tally = new PartitionTally(function, partition);
        Lookups = new LookupWriter(stores, function, partition);
        Sinks = new CommittedSinks([.. stores.Sinks.Select(sink => sink.Open(function, partition))]);
        _idle = new IdleWork<TState>(stores, this);
    }

    public string Function { get; }

    public StreamPartition Partition { get; }

    /// <summary>Folder of the partition's journal.</summary>
    public string Folder { get; }

    /// <summary>Held while a batch runs, and while anything else uses the state.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>The loaded state; null before the first batch, after a fault and once it left memory.</summary>
    public PartitionSession<TState>? Session { get; set; }

    /// <summary>The snapshot that is being written or was written last.</summary>
    public SnapshotJob<TState>? Snapshot { get; set; }

    public FreshEvents Fresh { get; private set; } = new();

    public PartitionTally Tally { get; }

    public LookupWriter Lookups { get; }

    public CommittedSinks Sinks { get; }

    /// <summary>Lets go of the state.</summary>
    public void Drop()
    {
        Session = null;
        Fresh = new FreshEvents();
    }

    /// <summary>Tells that a batch was finished.</summary>
    public void Worked() => _idle.Arm();

    /// <summary>Ends what goes on beside the batches; called without the gate.</summary>
    public async Task QuietenAsync()
    {
        await _idle.DisposeAsync().ConfigureAwait(false);
        if (Snapshot is { } snapshot)
        {
            await snapshot.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await QuietenAsync().ConfigureAwait(false);
        await Sinks.DisposeAsync().ConfigureAwait(false);
        await Lookups.DisposeAsync().ConfigureAwait(false);
        Gate.Dispose();
    }
}
