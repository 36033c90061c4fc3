namespace XbFunctions.State;

/// <summary>Builds a partition's state from storage: the newest snapshot, then every committed record behind it.</summary>
internal sealed class PartitionReplay<TState>
    where TState : class, IStreamState
{
    private readonly StateStores _stores;
    private readonly string _folder;

    public PartitionReplay(StateStores stores, string folder, TState state)
    {
        (_stores, _folder, State) = (stores, folder, state);
        Window = new DedupeWindow(stores.Options.DedupeWindow);
    }

    public TState State { get; }

    public DedupeWindow Window { get; }

    public LossLedger Losses { get; } = new();

    public UnconfirmedOutputs Outputs { get; } = new();

    public UnwrittenEntries Entries { get; } = new();

    public long LastSequence { get; private set; } = -1;

    public DateTimeOffset EnqueuedAt { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Bytes of the snapshot; 0 where there is none.</summary>
    public long SnapshotBytes { get; private set; }

    /// <summary>Records read behind the snapshot.</summary>
    public long Records { get; private set; }

    /// <summary>Bytes read behind the snapshot, payloads unpacked.</summary>
    public long Bytes { get; private set; }

    /// <summary>Replays everything and opens <paramref name="journal"/> behind the last record; only replays where that is null.</summary>
    /// <returns>False when a blob went away meanwhile, removed by an owner that has a newer snapshot: replay again from the beginning.</returns>
    public async Task<bool> RunAsync(PartitionJournal? journal, CancellationToken cancellationToken)
    {
        var (snapshot, oldestJournal, newestJournal) = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (snapshot < 0 && oldestJournal > 0)
        {
            throw new CorruptStateException(
                $"{_stores.State.Name}/{JournalName.Journal(_folder, oldestJournal)}", 0, "a snapshot before this generation or generation 0", "neither");
        }

        if (snapshot >= 0 && !await LoadSnapshotAsync(snapshot, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        for (var generation = Math.Max(snapshot, 0); ; generation++)
        {
            var reader = new JournalReader(_stores.State, JournalName.Journal(_folder, generation), Take);
            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (generation < newestJournal)
                {
                    return false;
                }

                if (journal is not null)
                {
                    await journal.CreateAsync(generation, cancellationToken).ConfigureAwait(false);
                }

                return true;
            }

            (Records, Bytes) = (Records + reader.Records, Bytes + reader.UnpackedBytes);
            if (!reader.IsSealed)
            {
                journal?.Open(generation, reader.Position, reader.Records);
                return true;
            }
        }
    }

    private async Task<(long Snapshot, long OldestJournal, long NewestJournal)> ListAsync(CancellationToken cancellationToken)
    {
        var (snapshot, oldest, newest) = (-1L, -1L, -1L);
        await foreach (var (isSnapshot, generation) in JournalFolder.ListAsync(_stores.State, _folder, cancellationToken).ConfigureAwait(false))
        {
            if (isSnapshot)
            {
                snapshot = Math.Max(snapshot, generation);
            }
            else
            {
                oldest = oldest < 0 ? generation : Math.Min(oldest, generation);
                newest = Math.Max(newest, generation);
            }
        }

        return (snapshot, oldest, newest);
    }

    private async Task<bool> LoadSnapshotAsync(long generation, CancellationToken cancellationToken)
    {
        var reader = new SnapshotReader(_stores.State, JournalName.Snapshot(_folder, generation), generation);
        if (await reader.ReadAsync(Window, Losses, State, cancellationToken).ConfigureAwait(false) is not { } header)
        {
            return false;
        }

        (LastSequence, EnqueuedAt, SnapshotBytes) = (header.LastSequence, header.EnqueuedAt, header.BodyBytes);
        Outputs.Begin(LastSequence);
        Entries.Begin(LastSequence);
        return true;
    }

    private void Take(JournalRecordHeader header, ReadOnlyMemory<byte> payload)
    {
        Outputs.Confirm(header);
        if (header.Kind is JournalRecordKind.Mark or JournalRecordKind.Seal)
        {
            return;
        }

        if (header.FirstSequence <= LastSequence || header.LastSequence < header.FirstSequence)
        {
            throw new FormatException(
                $"a sequence range above {LastSequence}, got {header.FirstSequence} to {header.LastSequence}");
        }

        if (header.Kind == JournalRecordKind.Gap)
        {
            Losses.Add(new SequenceGap(header.FirstSequence, header.LastSequence, header.EnqueuedAt));
        }
        else
        {
            var outputs = BatchPayload.Apply(payload.Span, State, Window);
            Outputs.Add(header, payload.Span, outputs);
            Entries.Take(header.LastSequence, payload.Span[outputs..]);
        }

        (LastSequence, EnqueuedAt) = (header.LastSequence, header.EnqueuedAt);
    }
}
