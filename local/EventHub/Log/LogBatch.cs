namespace XbFunctions.EventHub;

/// <summary>Consecutive records of one append, until readers may see them.</summary>
/// <param name="Bytes">The records, one behind the other; of a writer that is used again, once the append has returned.</param>
/// <param name="Starts">Where each record starts in <paramref name="Bytes"/>.</param>
/// <param name="FirstSequence">Sequence number of the first record.</param>
/// <param name="EnqueuedMilliseconds">When they were appended.</param>
internal sealed record LogBatch(ReadOnlyMemory<byte> Bytes, int[] Starts, long FirstSequence, long EnqueuedMilliseconds)
{
    public long NextSequence => FirstSequence + Starts.Length;

    public LogRecord GetRecord(int index)
    {
        var isWhole = LogRecord.TryRead(Bytes.Span[Starts[index]..], out var record);
        System.Diagnostics.Debug.Assert(isWhole, "A batch holds whole records only.");
        return record;
    }
}
