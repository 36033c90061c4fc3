namespace XbFunctions.State;

/// <summary>A state as storage holds it.</summary>
/// <typeparam name="TState">State of the function.</typeparam>
/// <param name="State">The state; the caller's own.</param>
/// <param name="LastSequence">Sequence number of the last event in it; -1 before any.</param>
/// <param name="EnqueuedAt">When the hub accepted that event, UTC.</param>
public sealed record StoredState<TState>(TState State, long LastSequence, DateTimeOffset EnqueuedAt)
    where TState : class, IStreamState;
