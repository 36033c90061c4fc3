namespace XbFunctions.State;

/// <content>Ending a journal, and taking the snapshot that its successor begins with.</content>
internal sealed partial class PartitionSession<TState>
{
    // A byte of a snapshot takes about as long to read back as so many bytes of records: coming back takes at most twice what the snapshot alone would,
    // and a state that has grown large is not written again and again for a few events.
    private const int RecordBytesASnapshotByte = 4;

    private long _recordsBehind;
    private long _bytesBehind;

    // A snapshot that was to take something out of storage and was given up.
    private bool _owesSnapshot;

    // Set beside the stream, when a snapshot is stored.
    private long _snapshotBytes;

    private bool IsSnapshotDue =>
        _slot.Snapshot is not { IsRunning: true }
        && (_recordsBehind >= _stores.Options.SnapshotRecords || _bytesBehind >= BytesBetweenSnapshots || IsSnapshotOwed);

    private long BytesBetweenSnapshots =>
        Math.Max(_stores.Options.SnapshotBytes, RecordBytesASnapshotByte * Volatile.Read(ref _snapshotBytes));

    private bool IsSnapshotOwed => _owesSnapshot || _state.WantsSnapshot;

    /// <summary>Rolls over where something taken out of the state is still in storage and no batch comes.</summary>
    public Task RollOverOwedAsync(CancellationToken cancellationToken) =>
        IsSnapshotOwed && IsSnapshotDue ? RollOverAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Tells that a snapshot was given up: the next one is due at once where it was to take something out of storage.</summary>
    /// <param name="wasOwed">Whether it was.</param>
    public void SnapshotGivenUp(bool wasOwed) => _owesSnapshot |= wasOwed;

    /// <summary>Tells that a snapshot is stored.</summary>
    /// <param name="bytes">Its size: the next may wait the longer.</param>
    public void SnapshotStored(long bytes) => Volatile.Write(ref _snapshotBytes, bytes);

    /// <summary>Writes what waits behind the commit, on behalf of a snapshot: what came before it is not read again.</summary>
    public async Task FlushForSnapshotAsync(CancellationToken cancellationToken)
    {
        await _slot.Lookups.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _slot.Sinks.FlushBesideAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Seals a journal that is long enough and begins the next. The state is captured here, between two batches, and stored beside the
    /// stream. A crash at any moment leaves a chain of journals behind the newest stored snapshot that replays to the same state.
    /// </summary>
    private async Task RollOverAsync(CancellationToken cancellationToken)
    {
        var takesSnapshot = IsSnapshotDue;
        if (!takesSnapshot && _journal.Records < _stores.Options.MaxJournalRecords)
        {
            return;
        }

        await AppendMarkAsync(JournalRecordKind.Seal, cancellationToken).ConfigureAwait(false);
        await _journal.CreateAsync(_journal.Generation + 1, cancellationToken).ConfigureAwait(false);
        if (takesSnapshot)
        {
            var point = new SnapshotPoint(_journal.Writer, _journal.Generation, LastSequence, _enqueuedAt, _window.Copy(), _losses.Copy());
            var isOwed = IsSnapshotOwed;
            (_recordsBehind, _bytesBehind, _owesSnapshot) = (0, 0, false);
            _slot.Snapshot = new SnapshotJob<TState>(_stores, _slot, this, point, _state.Capture(), isOwed);
        }
    }
}
