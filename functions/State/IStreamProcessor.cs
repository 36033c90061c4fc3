namespace XbFunctions.State;

/// <summary>What one streaming function does with a batch; everything durable about it is done by the runner.</summary>
/// <typeparam name="TState">The function's state of one partition.</typeparam>
public interface IStreamProcessor<TState>
    where TState : class, IStreamState
{
    /// <summary>Short lower-case name, such as <c>fraud</c>: the folder of this function in every container. Never changes.</summary>
    string Name { get; }

    /// <summary>Makes events of the changes that <see cref="BatchResult.PublishChange"/> was given, also of those that an older release gave; null where there are none.</summary>
    IOutputForm? OutputForm => null;

    /// <summary>Makes the empty state of a partition.</summary>
    /// <param name="partition">Whose state it is.</param>
    /// <returns>A new state with nothing in it.</returns>
    TState CreateState(StreamPartition partition);

    /// <summary>Processes events that this state has not seen, in the order of their sequence numbers.</summary>
    /// <remarks>
    /// <para>
    /// Mutates <paramref name="state"/> and records in <paramref name="result"/> the changes whose replay reaches the same state.
    /// What cannot be parsed or is refused goes to <see cref="BatchResult.DeadLetter"/>; an id that <see cref="BatchResult.TryClaim(ReadOnlySpan{byte})"/>
    /// refuses is a producer's duplicate and is skipped without a change.
    /// </para>
    /// <para>
    /// A batch may be processed again, on a state loaded anew, when another owner committed first or storage failed: nothing outside
    /// <paramref name="state"/> and <paramref name="result"/> may depend on being called once. An exception is a fault: the state is
    /// dropped and the exception reaches the host, which delivers the batch again.
    /// </para>
    /// </remarks>
    /// <param name="state">The partition's state, in step with everything committed; not kept after the returned task completes.</param>
    /// <param name="events">One event or more, redeliveries removed; valid until the returned task completes.</param>
    /// <param name="result">Takes changes, outputs, dead letters and claimed ids.</param>
    /// <param name="cancellationToken">Stops the batch; nothing of it is committed.</param>
    /// <returns>A task that completes when the batch is computed.</returns>
    ValueTask ProcessAsync(
        TState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken);
}
