namespace XbFunctions.State;

/// <summary>
/// Outputs of replayed records that later records do not confirm, oldest first: sent and written again once the replay has ended.
/// </summary>
internal sealed class UnconfirmedOutputs
{
    private readonly Queue<(JournalRecordHeader Header, byte[] Payload, int OutputsAt)> _records = [];

    /// <summary>Outputs up to this sequence number were published.</summary>
    public long PublishedThrough { get; private set; } = -1;

    /// <summary>Lookups up to this sequence number were written.</summary>
    public long LookupsThrough { get; private set; } = -1;

    /// <summary>Records that are not wholly confirmed, with their outputs.</summary>
    /// <param name="form">Makes those that are changes; null where the function has none.</param>
    public IEnumerable<(JournalRecordHeader Header, OutgoingEvent[] Outputs)> Read(IOutputForm? form) =>
        _records.Select(record => (record.Header, BatchPayload.ReadOutputs(record.Payload, record.OutputsAt, form)));

    /// <summary>Begins behind a snapshot, which is taken only when everything before it is confirmed.</summary>
    public void Begin(long lastSequence)
    {
        _records.Clear();
        (PublishedThrough, LookupsThrough) = (lastSequence, lastSequence);
    }

    /// <summary>Takes the confirmations that a record carries.</summary>
    public void Confirm(in JournalRecordHeader header)
    {
        PublishedThrough = Math.Max(PublishedThrough, header.PublishedThrough);
        LookupsThrough = Math.Max(LookupsThrough, header.LookupsThrough);
        while (_records.TryPeek(out var record) && record.Header.LastSequence <= Math.Min(PublishedThrough, LookupsThrough))
        {
            _records.Dequeue();
        }
    }

    /// <summary>Adds a batch's outputs.</summary>
    /// <param name="header">The batch's record.</param>
    /// <param name="payload">Its payload; copied.</param>
    /// <param name="outputsAt">Where the outputs begin.</param>
    public void Add(in JournalRecordHeader header, ReadOnlySpan<byte> payload, int outputsAt)
    {
        // One byte is the count 0.
        if (payload.Length - outputsAt > 1)
        {
            _records.Enqueue((header, payload.ToArray(), outputsAt));
        }
    }
}
