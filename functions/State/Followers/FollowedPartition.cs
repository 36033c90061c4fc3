using Azure;

namespace XbFunctions.State;

/// <summary>
/// Follows one partition: the newest snapshot and the journals behind it, then whatever is appended. Readers see the copy that was complete
/// last; where the owner has removed the journal that is being followed, a second copy is built and takes its place. Stepped by one caller at a time.
/// </summary>
internal sealed class FollowedPartition<TState>(StateStores stores, IStreamProcessor<TState> processor, StreamPartition partition)
    where TState : class, IStreamState
{
    private readonly string _folder = $"{processor.Name}/{partition.Folder()}";
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FollowedCopy<TState>? _copy;
    private JournalReader? _reader;
    private long _generation;
    private long _completeAt;

    public string Folder => _folder;

    /// <summary>Completes once there is something to read.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>The copy that readers see; null before it is complete.</summary>
    public FollowedCopy<TState>? Copy => Volatile.Read(ref _copy);

    /// <summary>Times that everything was read again.</summary>
    public int Loads { get; private set; }

    /// <summary>Reads the copy; false before it is complete.</summary>
    public bool TryRead<TArgument>(TArgument argument, FollowedRead<TState, TArgument> read, out FollowedPosition position)
        where TArgument : allows ref struct
    {
        position = default;
        if (Copy is not { } copy)
        {
            return false;
        }

        var (lastSequence, enqueuedAt) = copy.Read(argument, read);
        position = new(partition.PartitionId, lastSequence, enqueuedAt, stores.Clock.GetElapsedTime(Volatile.Read(ref _completeAt)));
        return true;
    }

    /// <summary>Reads what was committed since the last step.</summary>
    /// <returns>False when nothing was: the copy is complete as of now.</returns>
    /// <exception cref="CorruptStateException">A journal or snapshot is damaged; the next step begins with the snapshot.</exception>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _reader is { } reader
                ? await FollowAsync(reader, cancellationToken).ConfigureAwait(false)
                : await LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is StateException or FormatException or InvalidDataException)
        {
            _reader = null;
            throw;
        }
    }

    /// <summary>Goes on reading where the last step ended.</summary>
    private async Task<bool> FollowAsync(JournalReader reader, CancellationToken cancellationToken)
    {
        var lookedAt = stores.Clock.GetTimestamp();
        if (await LengthAsync(cancellationToken).ConfigureAwait(false) is not { } length)
        {
            // Not begun yet, or removed behind a newer snapshot.
            if (reader.Position > 0 || await IsLeftBehindAsync(cancellationToken).ConfigureAwait(false))
            {
                _reader = null;
                return true;
            }

            Volatile.Write(ref _completeAt, lookedAt);
            return false;
        }

        var hasGrown = length > reader.Position;
        if (hasGrown && !await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _reader = null;
            return true;
        }

        if (reader.IsSealed)
        {
            Follow(Copy!, _generation + 1);
            return true;
        }

        Volatile.Write(ref _completeAt, lookedAt);
        return hasGrown;
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var lookedAt = stores.Clock.GetTimestamp();
        var (snapshot, oldest, newest) = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (snapshot < 0 && oldest > 0)
        {
            throw new CorruptStateException(
                $"{stores.State.Name}/{JournalName.Journal(_folder, oldest)}", 0, "a snapshot before this generation or generation 0", "neither");
        }

        var copy = new FollowedCopy<TState>(processor.CreateState(partition));
        if (snapshot >= 0 && !await LoadSnapshotAsync(copy, snapshot, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        for (var generation = Math.Max(snapshot, 0); ; generation++)
        {
            var reader = Follow(copy, generation);

            // Where no journal was listed, there may be no container either.
            var isThere = newest >= 0 && await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!isThere && generation < newest)
            {
                // Removed while it was about to be read: there is a newer snapshot.
                _reader = null;
                return true;
            }

            if (!isThere || !reader.IsSealed)
            {
                break;
            }
        }

        Loads++;
        Volatile.Write(ref _completeAt, lookedAt);
        Volatile.Write(ref _copy, copy);
        _loaded.TrySetResult();
        return true;
    }

    private JournalReader Follow(FollowedCopy<TState> copy, long generation)
    {
        _generation = generation;
        return _reader = new JournalReader(stores.State, JournalName.Journal(_folder, generation), copy.Take);
    }

    private async Task<bool> LoadSnapshotAsync(FollowedCopy<TState> copy, long generation, CancellationToken cancellationToken)
    {
        var reader = new SnapshotReader(stores.State, JournalName.Snapshot(_folder, generation), generation);
        if (await reader.ReadAsync(new DedupeWindow(0), new LossLedger(), copy, cancellationToken).ConfigureAwait(false) is not { } header)
        {
            return false;
        }

        copy.Begin(header);
        return true;
    }

    /// <summary>Bytes of the journal that is being followed; null when it does not exist.</summary>
    private async Task<long?> LengthAsync(CancellationToken cancellationToken)
    {
        try
        {
            var blob = stores.State.GetBlobClient(JournalName.Journal(_folder, _generation));
            return (await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value.ContentLength;
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return null;
        }
    }

    private async Task<bool> IsLeftBehindAsync(CancellationToken cancellationToken)
    {
        var (snapshot, _, newest) = await ListAsync(cancellationToken).ConfigureAwait(false);
        return Math.Max(snapshot, newest) > _generation;
    }

    private async Task<(long Snapshot, long OldestJournal, long NewestJournal)> ListAsync(CancellationToken cancellationToken)
    {
        var (snapshot, oldest, newest) = (-1L, -1L, -1L);
        try
        {
            await foreach (var (isSnapshot, generation) in JournalFolder.ListAsync(stores.State, _folder, cancellationToken).ConfigureAwait(false))
            {
                (snapshot, oldest, newest) = isSnapshot
                    ? (Math.Max(snapshot, generation), oldest, newest)
                    : (snapshot, oldest < 0 ? generation : Math.Min(oldest, generation), Math.Max(newest, generation));
            }
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            // No container: nothing was ever committed.
        }

        return (snapshot, oldest, newest);
    }
}
