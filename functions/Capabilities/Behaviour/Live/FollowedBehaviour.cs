using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Makes the states that a follower fills: they note what moves, so that a reader need not look at everything.</summary>
/// <param name="aggregator">The followed function.</param>
internal sealed class FollowedBehaviour(ClickAggregator aggregator) : IStreamProcessor<BehaviourState>
{
    /// <inheritdoc/>
    public string Name => aggregator.Name;

    /// <inheritdoc/>
    public BehaviourState CreateState(StreamPartition partition)
    {
        var state = aggregator.CreateState(partition);
        state.NoteMoves();
        return state;
    }

    /// <inheritdoc/>
    public ValueTask ProcessAsync(
        BehaviourState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A followed state takes its owner's changes, and no batch.");
}
