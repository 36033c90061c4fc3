namespace XbFunctions.State;

/// <summary>
/// A copy of one partition's state that changes while it is read. One lock, held for one change or one read at a time: a batch of thousands
/// of changes keeps no reader waiting for more than one of them.
/// </summary>
internal sealed class FollowedCopy<TState>(TState state) : IStreamState
    where TState : class, IStreamState
{
    private readonly Lock _lock = new();

    // The copy decides about no id: what was a duplicate left no change.
    private readonly DedupeWindow _noIds = new(0);

    private long _lastSequence = -1;
    private DateTimeOffset _enqueuedAt = DateTimeOffset.UnixEpoch;

    /// <summary>Begins behind a snapshot.</summary>
    public void Begin(in SnapshotHeader header) => (_lastSequence, _enqueuedAt) = (header.LastSequence, header.EnqueuedAt);

    /// <summary>Takes one committed record of a journal.</summary>
    /// <exception cref="FormatException">The record does not follow the one before, or is malformed.</exception>
    public void Take(JournalRecordHeader header, ReadOnlyMemory<byte> payload)
    {
        if (header.Kind is JournalRecordKind.Mark or JournalRecordKind.Seal)
        {
            return;
        }

        if (header.FirstSequence <= _lastSequence || header.LastSequence < header.FirstSequence)
        {
            throw new FormatException($"a sequence range above {_lastSequence}, got {header.FirstSequence} to {header.LastSequence}");
        }

        if (header.Kind == JournalRecordKind.Batch)
        {
            BatchPayload.Apply(payload.Span, this, _noIds);
        }

        lock (_lock)
        {
            (_lastSequence, _enqueuedAt) = (header.LastSequence, header.EnqueuedAt);
        }
    }

    /// <summary>Reads the state and says how much is in it.</summary>
    public (long LastSequence, DateTimeOffset EnqueuedAt) Read<TArgument>(TArgument argument, FollowedRead<TState, TArgument> read)
        where TArgument : allows ref struct
    {
        lock (_lock)
        {
            read(state, argument);
            return (_lastSequence, _enqueuedAt);
        }
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> change)
    {
        lock (_lock)
        {
            state.Apply(change);
        }
    }

    /// <inheritdoc/>
    public IStateCapture Capture() => state.Capture();

    /// <inheritdoc/>
    public void Load(ReadOnlySpan<byte> snapshot) => state.Load(snapshot);
}
