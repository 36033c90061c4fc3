namespace XbFunctions.EventHub;

/// <summary>Ends of a partition log at one moment.</summary>
/// <param name="BeginSequence">First retained sequence number.</param>
/// <param name="NextSequence">Sequence number of the next event.</param>
/// <param name="LastOffset">Offset of the newest event, -1 when nothing was ever written.</param>
/// <param name="LastEnqueued">Milliseconds of the newest event; <see cref="long.MinValue"/> when nothing was ever written.</param>
internal readonly record struct LogBounds(long BeginSequence, long NextSequence, long LastOffset, long LastEnqueued);
