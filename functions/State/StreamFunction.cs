namespace XbFunctions.State;

/// <summary>The ends of a streaming function: what computes its batches, what sends its outputs, and where it reads what it missed.</summary>
internal sealed record StreamFunction<TState>(IStreamProcessor<TState> Processor, IEventPublisher Publisher, IEventHistory? History)
    where TState : class, IStreamState;
