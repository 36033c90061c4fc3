namespace XbFunctions.State;

/// <summary>Cuts a delivered batch into parts to commit, leaving out what the state has seen. Reused between batches.</summary>
internal sealed class FreshEvents
{
    private StreamEvent[] _events = new StreamEvent[256];
    private int _count;
    private int _committed;
    private int _taken;
    private int _redeliveredBeforeCommit;

    /// <summary>The part to process, in order; valid until the next <see cref="Take"/>.</summary>
    public ReadOnlyMemory<StreamEvent> Events => _events.AsMemory(0, _count);

    public StreamEvent First => _events[0];

    public StreamEvent Last => _events[_count - 1];

    /// <summary>Events left out because an earlier batch had committed them.</summary>
    public int Redelivered { get; private set; }

    /// <summary>Starts with a batch that was just delivered.</summary>
    public void Begin() => (_count, _committed, _taken, _redeliveredBeforeCommit, Redelivered) = (0, 0, 0, 0, 0);

    /// <summary>Goes back to the first event that is not committed, for a state that was loaded again.</summary>
    public void Retry() => (_count, _taken, Redelivered) = (0, _committed, _redeliveredBeforeCommit);

    /// <summary>Marks the part as committed.</summary>
    public void Commit() => (_committed, _redeliveredBeforeCommit) = (_taken, Redelivered);

    /// <summary>Lets go of the batch's events, whose bodies belong to the host.</summary>
    public void End()
    {
        Array.Clear(_events);
        _count = 0;
    }

    /// <summary>Takes the next part, within which no sequence number is jumped over; false at the end of the batch.</summary>
    /// <param name="batch">The whole batch.</param>
    /// <param name="lastSequence">Last sequence number committed.</param>
    /// <param name="options">Limits of a part.</param>
    public bool Take(IReadOnlyList<StreamEvent> batch, long lastSequence, StateOptions options)
    {
        _count = 0;
        var bytes = 0L;
        for (; _taken < batch.Count && _count < options.CommitEvents; _taken++)
        {
            var next = batch[_taken];
            if (next.SequenceNumber <= lastSequence)
            {
                Redelivered++;
                continue;
            }

            bytes += next.Body.Length;
            if (_count > 0 && (bytes > options.CommitBytes || next.SequenceNumber != lastSequence + 1))
            {
                break;
            }

            if (_count == _events.Length)
            {
                Array.Resize(ref _events, 2 * _count);
            }

            _events[_count++] = next;
            lastSequence = next.SequenceNumber;
        }

        return _count > 0;
    }

    /// <summary>Events that the part's first sequence number jumps over.</summary>
    /// <param name="lastSequence">Last sequence number committed before the part; -1 when none was, so that nothing can be missing before it.</param>
    public long MissingAfter(long lastSequence) => lastSequence < 0 ? 0 : First.SequenceNumber - lastSequence - 1;
}
