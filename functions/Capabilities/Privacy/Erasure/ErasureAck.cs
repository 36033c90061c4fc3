using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>A streaming function's word that it has carried out an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Sequence">Sequence number of its event: what came before it is forgotten.</param>
/// <param name="Removed">Entries of the state that were removed.</param>
/// <param name="Forgets">Whether storage holds them until a snapshot replaces the journals.</param>
/// <param name="Linked">Visitors who were linked to the customer.</param>
internal sealed record ErasureAck(string OrderId, long Sequence, long Removed, bool Forgets, IReadOnlyList<Pseudonym> Linked)
{
    /// <summary>Last sequence number of the record that committed it.</summary>
    public long Through { get; init; }

    /// <summary>Name of the function.</summary>
    public string Function { get; init; } = "";

    /// <summary>Partition whose state it was.</summary>
    public StreamPartition Partition { get; init; } = new("", "", "");
}
