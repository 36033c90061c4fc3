namespace XbFunctions.EventHub;

/// <summary>Ends of a partition log at one moment.</summary>
/// <param name="BeginSequence">First retained sequence number.</param>
/// <param name="End">Where the log goes on.</param>
internal readonly record struct LogBounds(long BeginSequence, LogPosition End)
{
    public long NextSequence => End.NextSequence;

    public long LastOffset => End.LastOffset;

    public long LastEnqueued => End.LastEnqueued;
}
