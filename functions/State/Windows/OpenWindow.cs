namespace XbFunctions.State;

/// <summary>A window of one key that events may still change.</summary>
/// <param name="Start">First time it covers, or has seen.</param>
/// <param name="End">Its end, exclusive; for a session its last event.</param>
/// <param name="Aggregate">What it made of its events so far.</param>
internal readonly record struct OpenWindow<TAggregate>(long Start, long End, TAggregate Aggregate)
    where TAggregate : struct, IWindowAggregate<TAggregate>;
