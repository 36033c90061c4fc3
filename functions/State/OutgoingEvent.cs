namespace XbFunctions.State;

/// <summary>An event that a function sends. It is committed with its batch and published after the commit, at least once.</summary>
/// <param name="Hub">Event hub it goes to.</param>
/// <param name="PartitionKey">Key that places it; events of one key keep their order.</param>
/// <param name="EventId">Derived from the event that caused it, so that a second sending is recognisable.</param>
/// <param name="EventType">Type such as <c>fraud.decided</c>.</param>
/// <param name="Body">UTF-8 JSON; <see cref="BatchResult.Publish"/> copies it, a publisher may use it until its task completes.</param>
/// <param name="LookupKey">When set, the body is also the answer that a lookup finds under this key.</param>
public readonly record struct OutgoingEvent(
    string Hub,
    EventText PartitionKey,
    EventText EventId,
    string EventType,
    ReadOnlyMemory<byte> Body,
    string? LookupKey)
{
    /// <summary>Partition it goes to, whatever its key says; null for the key's own. Only for what is published directly: a journal does not keep it.</summary>
    public string? PartitionId { get; init; }
}
