namespace XbFunctions.State;

/// <summary>A streaming function whose read models follow from its state alone, so that they can be made anew.</summary>
/// <typeparam name="TState">The function's state of one partition.</typeparam>
public interface IReadModelSource<in TState>
    where TState : class, IStreamState
{
    /// <summary>Writes every row of every read model, as the last batch would have left it.</summary>
    /// <param name="state">The partition's state; not changed.</param>
    /// <param name="result">Takes the rows, by <see cref="ReadModelRows.WriteTo"/>.</param>
    void WriteRows(TState state, BatchResult result);
}
