namespace XbFunctions.State;

/// <summary>Opens a sink for each partition that a runner processes.</summary>
public interface ICommittedSinkFactory
{
    /// <summary>Opens the sink of one function and partition; nothing is read or written before its first use.</summary>
    /// <param name="function">Name of the function.</param>
    /// <param name="partition">Whose records it takes.</param>
    /// <returns>The sink; the runner disposes it.</returns>
    ICommittedSink Open(string function, StreamPartition partition);
}
