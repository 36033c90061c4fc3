namespace XbFunctions.State;

/// <summary>The two ends of a streaming function: what computes its batches and what sends its outputs.</summary>
internal sealed record StreamFunction<TState>(IStreamProcessor<TState> Processor, IEventPublisher Publisher)
    where TState : class, IStreamState;
