namespace XbFunctions.EventHub;

/// <summary>Consecutive records of one append, in one array.</summary>
/// <param name="Bytes">The records, one behind the other.</param>
/// <param name="Starts">Where each record starts in <paramref name="Bytes"/>.</param>
/// <param name="FirstSequence">Sequence number of the first record.</param>
/// <param name="EnqueuedMilliseconds">When they were appended.</param>
internal sealed record LogBatch(ReadOnlyMemory<byte> Bytes, int[] Starts, long FirstSequence, long EnqueuedMilliseconds)
{
    public int Count => Starts.Length;

    public long NextSequence => FirstSequence + Starts.Length;

    public LogRecord GetRecord(int index)
    {
        var isWhole = LogRecord.TryRead(Bytes.Span[Starts[index]..], out var record);
        System.Diagnostics.Debug.Assert(isWhole, "A batch holds whole records only.");
        return record;
    }

    public StoredEvent GetEvent(int index)
    {
        var record = GetRecord(index);
        var payload = Bytes.Slice(Starts[index] + LogRecord.HeadSize, record.MessageLength);
        return new StoredEvent(record.Sequence, record.Offset, record.EnqueuedMilliseconds, payload, record.HeaderLength);
    }
}
