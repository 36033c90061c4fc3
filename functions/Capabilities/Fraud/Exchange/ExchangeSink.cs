using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Tells the exchange that a batch is committed. It stores nothing of the journal: what was not published is told anew from the state.</summary>
/// <param name="publisher">The partition's; null for a function that exchanges nothing.</param>
internal sealed class ExchangeSink(ExchangePublisher? publisher) : ICommittedSink
{
    private long _through = -1;

    /// <inheritdoc/>
    public string Name => "exchange";

    /// <inheritdoc/>
    public long WrittenThrough => Volatile.Read(ref _through);

    /// <inheritdoc/>
    public ValueTask AddAsync(long lastSequence, IReadOnlyList<SinkEntry> entries, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _through, lastSequence);
        publisher?.Committed(lastSequence);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ResetAsync(long through, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _through, through);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
