using XbFunctions.State;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Opens the sinks that keep acknowledgements of orders.</summary>
/// <param name="store">Keeps them.</param>
internal sealed class ErasureSinkFactory(ErasureStore store) : ICommittedSinkFactory
{
    /// <inheritdoc/>
    public ICommittedSink Open(string function, StreamPartition partition) => new ErasureSink(store, function, partition);
}
