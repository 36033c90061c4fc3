using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>Entries of replayed records that no later record says to be stored; given to the sinks again once the replay has ended.</summary>
internal sealed class UnwrittenEntries
{
    /// <summary>Target of the entries that tell how far a sink has come; never a sink's name.</summary>
    public const string ThroughTarget = "through/";

    private readonly Dictionary<string, LinkedList<(long LastSequence, List<SinkEntry> Entries)>> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _through = new(StringComparer.Ordinal);
    private long _snapshotThrough = -1;

    /// <summary>Begins behind a snapshot, which is taken only when everything before it is stored.</summary>
    public void Begin(long lastSequence)
    {
        _records.Clear();
        _through.Clear();
        _snapshotThrough = lastSequence;
    }

    /// <summary>Takes the outputs of one batch record.</summary>
    /// <param name="lastSequence">Last sequence number of the record.</param>
    /// <param name="outputs">The outputs as the journal holds them; copied.</param>
    public void Take(long lastSequence, ReadOnlySpan<byte> outputs)
    {
        foreach (var entry in BatchPayload.ReadEntries(outputs.ToArray()))
        {
            if (entry.Target.StartsWith(ThroughTarget, StringComparison.Ordinal))
            {
                Confirm(entry.Target[ThroughTarget.Length..], BinaryPrimitives.ReadInt64LittleEndian(entry.Body.Span));
                continue;
            }

            var sink = entry.Target[..entry.Target.IndexOf('/', StringComparison.Ordinal)];
            if (!_records.TryGetValue(sink, out var records))
            {
                _records.Add(sink, records = []);
            }

            if (records.Last?.Value.LastSequence != lastSequence)
            {
                records.AddLast((lastSequence, []));
            }

            records.Last!.Value.Entries.Add(entry);
        }
    }

    /// <summary>How far a sink has come.</summary>
    public long ThroughOf(string sink) => _through.GetValueOrDefault(sink, _snapshotThrough);

    /// <summary>Records with entries that a sink has not stored, oldest first.</summary>
    public IEnumerable<(long LastSequence, List<SinkEntry> Entries)> Of(string sink) =>
        _records.TryGetValue(sink, out var records) ? records.Where(record => record.LastSequence > ThroughOf(sink)) : [];

    private void Confirm(string sink, long through)
    {
        _through[sink] = Math.Max(through, ThroughOf(sink));
        while (_records.TryGetValue(sink, out var records) && records.First?.Value.LastSequence <= _through[sink])
        {
            records.RemoveFirst();
        }
    }
}
