namespace XbFunctions.State;

/// <summary>Running counts of one partition; written under the partition's gate, read at any time.</summary>
internal sealed class PartitionTally(string function, StreamPartition partition)
{
    private long _lastSequence = -1;
    private long _events;
    private long _duplicates;
    private long _redelivered;
    private long _deadLettered;
    private long _gaps;
    private long _missing;
    private long _published;
    private long _healed;
    private IReadOnlyList<SequenceGap> _lost = [];

    public void Loaded(long lastSequence, LossLedger losses)
    {
        Volatile.Write(ref _lastSequence, lastSequence);
        Volatile.Write(ref _lost, losses.Newest);
    }

    public void Committed(long lastSequence, int events, BatchResult result, TimeSpan elapsed, TimeSpan age)
    {
        Volatile.Write(ref _lastSequence, lastSequence);
        Interlocked.Add(ref _events, events);
        Interlocked.Add(ref _duplicates, result.DuplicateCount);
        Interlocked.Add(ref _deadLettered, result.DeadLetterCount);
        StateInstruments.Committed(function, partition.PartitionId, events, result.DuplicateCount, elapsed, age);
        foreach (var letter in result.DeadLetters)
        {
            StateInstruments.DeadLettered(function, letter.Stage, letter.Reason);
        }
    }

    public void Redelivered(int events)
    {
        if (events > 0)
        {
            Interlocked.Add(ref _redelivered, events);
            StateInstruments.Redelivered(function, events);
        }
    }

    public void Jumped() => Interlocked.Increment(ref _gaps);

    public void Healed(int events)
    {
        Interlocked.Add(ref _healed, events);
        StateInstruments.Healed(function, events);
    }

    public void Lost(long lastSequence, long events, LossLedger losses)
    {
        Loaded(lastSequence, losses);
        Interlocked.Add(ref _missing, events);
        StateInstruments.Missing(function, events);
    }

    public void Published(int events) => Interlocked.Add(ref _published, events);

    public StreamCounters Read() => new(
        partition,
        Volatile.Read(ref _lastSequence),
        Volatile.Read(ref _events),
        Volatile.Read(ref _duplicates),
        Volatile.Read(ref _redelivered),
        Volatile.Read(ref _deadLettered),
        Volatile.Read(ref _gaps),
        Volatile.Read(ref _missing),
        Volatile.Read(ref _published),
        Volatile.Read(ref _healed),
        Volatile.Read(ref _lost));
}
