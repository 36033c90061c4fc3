using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>Applies bodies as changes: what remains is the state's own cost.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <param name="events">Makes states.</param>
internal sealed class BenchProcessor<TState>(IBenchEvents<TState> events) : IStreamProcessor<TState>
    where TState : class, IStreamState
{
    /// <inheritdoc/>
    public string Name => "bench";

    /// <inheritdoc/>
    public TState CreateState(StreamPartition partition) => events.CreateState();

    /// <inheritdoc/>
    public ValueTask ProcessAsync(
        TState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        foreach (ref readonly var e in events.Span)
        {
            state.Apply(e.Body.Span);
            result.Change(e.Body.Span);
        }

        return ValueTask.CompletedTask;
    }
}
