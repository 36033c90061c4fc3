using System.Text.Json;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Keeps the acknowledgements of one function and partition, at once: they are few. A fault reaches the runner, which takes them out of the journal again.</summary>
/// <param name="store">Keeps them.</param>
/// <param name="function">Name of the function.</param>
/// <param name="partition">Whose they are.</param>
internal sealed class ErasureSink(ErasureStore store, string function, StreamPartition partition) : ICommittedSink
{
    private long _through = -1;

    /// <inheritdoc/>
    public string Name => ErasureOrders.Sink;

    /// <inheritdoc/>
    public long WrittenThrough => Volatile.Read(ref _through);

    /// <inheritdoc/>
    public async ValueTask AddAsync(long lastSequence, IReadOnlyList<SinkEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            var ack = JsonSerializer.Deserialize(entry.Body.Span, ErasureJson.Default.ErasureAck)!;
            await store.AcknowledgeAsync(
                ack with { Function = function, Partition = partition, Through = lastSequence }, cancellationToken).ConfigureAwait(false);
        }

        Volatile.Write(ref _through, lastSequence);
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
