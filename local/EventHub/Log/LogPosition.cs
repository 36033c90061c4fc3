namespace XbFunctions.EventHub;

/// <summary>Where a log goes on.</summary>
/// <param name="NextSequence">Sequence number of the next record.</param>
/// <param name="NextOffset">Offset of the next record.</param>
/// <param name="LastOffset">Offset of the last record, -1 when there is none.</param>
/// <param name="LastEnqueued">Enqueued milliseconds of the last record, <see cref="long.MinValue"/> when there is none.</param>
internal readonly record struct LogPosition(long NextSequence, long NextOffset, long LastOffset, long LastEnqueued)
{
    public static LogPosition Start { get; } = new(0, 0, -1, long.MinValue);

    public static LogPosition Behind(LogRecord last) => new(last.Sequence + 1, last.Offset + last.Size, last.Offset, last.EnqueuedMilliseconds);

    public static LogPosition Before(SegmentHeader header) =>
        new(header.FirstSequence, header.FirstOffset, header.PreviousOffset, header.PreviousEnqueued);

    public LogPosition Behind(LogBatch batch) =>
        new(batch.NextSequence, NextOffset + batch.Bytes.Length, NextOffset + batch.Starts[^1], batch.EnqueuedMilliseconds);

    public SegmentHeader ToHeader() => new(NextSequence, NextOffset, LastOffset, LastEnqueued);
}
