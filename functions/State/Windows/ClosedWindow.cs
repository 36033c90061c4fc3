namespace XbFunctions.State;

/// <summary>A window that no event can change any more.</summary>
/// <typeparam name="TAggregate">What it made of its events.</typeparam>
/// <param name="Key">Whose window it is.</param>
/// <param name="StartMs">Its beginning, inclusive; for a session its first event. Milliseconds since the Unix epoch.</param>
/// <param name="EndMs">Its end, exclusive; for a session its last event, inclusive.</param>
/// <param name="Aggregate">What it made of its events.</param>
public readonly record struct ClosedWindow<TAggregate>(ulong Key, long StartMs, long EndMs, TAggregate Aggregate)
    where TAggregate : struct, IWindowAggregate<TAggregate>;
