using System.Buffers;
using System.Runtime.InteropServices;

namespace XbFunctions.State;

/// <summary>
/// A loaded state of one function and partition and everything that keeps it durable. After any exception it must be dropped: memory may
/// then be ahead of, or behind, the journal. Not thread-safe.
/// </summary>
internal sealed partial class PartitionSession<TState>
    where TState : class, IStreamState
{
    private readonly StateStores _stores;
    private readonly IStreamProcessor<TState> _processor;
    private readonly IEventPublisher _publisher;
    private readonly IEventHistory? _history;
    private readonly PartitionSlot<TState> _slot;
    private readonly PartitionJournal _journal;
    private readonly BatchResult _result = new(0);
    private readonly ArrayBufferWriter<byte> _record = new();
    private readonly TState _state;
    private readonly DedupeWindow _window;
    private readonly LossLedger _losses;
    private DateTimeOffset _enqueuedAt;
    private long _publishedThrough;
    private long _confirmedThrough;
    private long _lastOutputs = -1;

    private PartitionSession(
        StateStores stores, StreamFunction<TState> function, PartitionSlot<TState> slot, PartitionJournal journal, PartitionReplay<TState> replay)
    {
        (_stores, _processor, _publisher, _history, _slot, _journal) =
            (stores, function.Processor, function.Publisher, function.History, slot, journal);
        (_state, _window, _losses) = (replay.State, replay.Window, replay.Losses);
        (_recordsBehind, _bytesBehind, _snapshotBytes) = (replay.Records, replay.Bytes, replay.SnapshotBytes);
        (LastSequence, _enqueuedAt, _publishedThrough) = (replay.LastSequence, replay.EnqueuedAt, replay.Outputs.PublishedThrough);
    }

    /// <summary>Last sequence number committed; -1 before any event.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Loads the state, then sends and writes again what the crash of an earlier owner may have kept back.</summary>
    public static async Task<PartitionSession<TState>> LoadAsync(
        StateStores stores, StreamFunction<TState> function, PartitionSlot<TState> slot, CancellationToken cancellationToken)
    {
        await stores.EnsureContainersAsync(cancellationToken).ConfigureAwait(false);
        var writer = BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var journal = new PartitionJournal(stores.State, slot.Folder, stores.Retry, writer);
        PartitionReplay<TState>? replay = null;
        var started = stores.Clock.GetTimestamp();
        while (replay is null)
        {
            replay = await stores.Retry.RunAsync(
                $"Loading {slot.Folder}",
                async token =>
                {
                    var attempt = new PartitionReplay<TState>(stores, slot.Folder, function.Processor.CreateState(slot.Partition));
                    return await attempt.RunAsync(journal, token).ConfigureAwait(false) ? attempt : null;
                },
                cancellationToken).ConfigureAwait(false);
        }

        StateInstruments.Loaded(slot.Function, stores.Clock.GetElapsedTime(started));
        stores.Logger.Loaded(function.Processor.Name, slot.Folder, replay.Records, journal.Generation, replay.LastSequence);
        var session = new PartitionSession<TState>(stores, function, slot, journal, replay);
        await session.ResendAsync(replay.Outputs, cancellationToken).ConfigureAwait(false);
        await slot.Sinks.RecoverAsync(replay.Entries, session.LastSequence, cancellationToken).ConfigureAwait(false);
        slot.Tally.Loaded(session.LastSequence, replay.Losses);
        return session;
    }

    /// <summary>Processes the fresh events of a batch, in parts when it is long.</summary>
    public async Task RunAsync(IReadOnlyList<StreamEvent> batch, CancellationToken cancellationToken)
    {
        while (_slot.Fresh.Take(batch, LastSequence, _stores.Options))
        {
            if (_slot.Fresh.MissingAfter(LastSequence) > 0)
            {
                await HealAsync(_slot.Fresh.First, cancellationToken).ConfigureAwait(false);
            }

            await CommitAsync(_slot.Fresh, cancellationToken).ConfigureAwait(false);
        }

        _slot.Tally.Redelivered(_slot.Fresh.Redelivered);
    }

    /// <summary>Writes everything that waits behind the commit, and confirms: the next owner has nothing to send or write again.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _slot.Sinks.FlushAsync(cancellationToken).ConfigureAwait(false);
        await ConfirmAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes the waiting lookups and tells the journal that no output need be sent again. One append at most. The sinks write in their own time:
    /// an archive that was flushed at every pause would be of tiny files.
    /// </summary>
    public async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        await _slot.Lookups.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_lastOutputs > _confirmedThrough)
        {
            await AppendMarkAsync(JournalRecordKind.Mark, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>False when another owner has written to the journal.</summary>
    public Task<bool> IsOwnerAsync(CancellationToken cancellationToken) => _journal.IsAtEndAsync(cancellationToken);

    private async Task CommitAsync(FreshEvents fresh, CancellationToken cancellationToken)
    {
        _result.Reset(_window);
        using (StateActivities.Start("compute", _processor.Name))
        {
            await _processor.ProcessAsync(_state, fresh.Events, _result, cancellationToken).ConfigureAwait(false);
        }

        _result.CheckForm(_processor.OutputForm);
        if (_result.DeadLetterCount > 0)
        {
            await _stores.Retry.RunAsync(
                $"Writing dead letters of {_slot.Folder}",
                token => _stores.DeadLetters.WriteAsync(_processor.Name, _slot.Partition, _result.DeadLetters, token),
                cancellationToken).ConfigureAwait(false);
        }

        var header = Header(JournalRecordKind.Batch, fresh.First.SequenceNumber, fresh.Last.SequenceNumber, fresh.Last.EnqueuedAt);
        _slot.Sinks.Stamp(_result);
        var payload = _result.Payload();
        BeginRecord();
        header = header with { Packing = PayloadPacking.Write(_record, payload.Span) };
        var started = _stores.Clock.GetTimestamp();
        using (StateActivities.Start("commit", _processor.Name))
        {
            await AppendAsync(header, cancellationToken).ConfigureAwait(false);
        }

        _bytesBehind += payload.Length;
        Committed(fresh, header, _stores.Clock.GetElapsedTime(started));
        await DeliverAsync(header, cancellationToken).ConfigureAwait(false);
        await _slot.Sinks.AddAsync(header.LastSequence, _result, cancellationToken).ConfigureAwait(false);
        await RollOverAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Committed(FreshEvents fresh, in JournalRecordHeader header, TimeSpan elapsed)
    {
        (LastSequence, _enqueuedAt) = (header.LastSequence, header.EnqueuedAt);
        _lastOutputs = _result.OutputCount > 0 ? LastSequence : _lastOutputs;
        _slot.Tally.Committed(LastSequence, fresh.Events.Length, _result, elapsed, _stores.Clock.GetUtcNow() - header.EnqueuedAt);
        fresh.Commit();
    }

    private async Task DeliverAsync(JournalRecordHeader header, CancellationToken cancellationToken)
    {
        await PublishAsync(_result.Outputs, cancellationToken).ConfigureAwait(false);
        _publishedThrough = header.LastSequence;
        await _slot.Lookups.AddAsync(header.FirstSequence, header.LastSequence, header.EnqueuedAt, _result.Outputs, cancellationToken).ConfigureAwait(false);
    }

    private async Task PublishAsync(IReadOnlyList<OutgoingEvent> outputs, CancellationToken cancellationToken)
    {
        if (outputs.Count > 0)
        {
            using var activity = StateActivities.Start("publish", _processor.Name);
            var started = _stores.Clock.GetTimestamp();
            await _stores.Retry.RunAsync(
                $"Publishing outputs of {_slot.Folder}",
                token => _publisher.PublishAsync(outputs, token),
                cancellationToken).ConfigureAwait(false);
            StateInstruments.Published(_processor.Name, _stores.Clock.GetElapsedTime(started));
            _slot.Tally.Published(outputs.Count);
        }
    }

    private async Task ResendAsync(UnconfirmedOutputs unconfirmed, CancellationToken cancellationToken)
    {
        _confirmedThrough = Math.Min(unconfirmed.PublishedThrough, unconfirmed.LookupsThrough);
        await _slot.Lookups.ResetAsync(unconfirmed.LookupsThrough, cancellationToken).ConfigureAwait(false);
        foreach (var (header, outputs) in unconfirmed.Read(_processor.OutputForm))
        {
            _lastOutputs = header.LastSequence;
            if (header.LastSequence > unconfirmed.PublishedThrough)
            {
                _stores.Logger.Resending(outputs.Length, _processor.Name, _slot.Folder);
                await PublishAsync(outputs, cancellationToken).ConfigureAwait(false);
            }

            if (header.LastSequence > unconfirmed.LookupsThrough)
            {
                await _slot.Lookups.AddAsync(header.FirstSequence, header.LastSequence, header.EnqueuedAt, outputs, cancellationToken).ConfigureAwait(false);
            }
        }

        _publishedThrough = LastSequence;
    }

    private Task AppendMarkAsync(JournalRecordKind kind, CancellationToken cancellationToken)
    {
        BeginRecord();
        return AppendAsync(Header(kind, LastSequence, LastSequence, _enqueuedAt), cancellationToken);
    }

    private JournalRecordHeader Header(JournalRecordKind kind, long first, long last, DateTimeOffset enqueuedAt) =>
        new(kind, 0, 1, 0, first, last, enqueuedAt, _publishedThrough, _slot.Lookups.WrittenThrough);

    private void BeginRecord()
    {
        _record.ResetWrittenCount();
        _record.GetSpan(JournalRecordHeader.Bytes);
        _record.Advance(JournalRecordHeader.Bytes);
    }

    private async Task AppendAsync(JournalRecordHeader header, CancellationToken cancellationToken)
    {
        var records = _journal.Records;
        await _journal.AppendAsync(header, MemoryMarshal.AsMemory(_record.WrittenMemory), cancellationToken).ConfigureAwait(false);
        (_recordsBehind, _bytesBehind) = (_recordsBehind + _journal.Records - records, _bytesBehind + JournalRecordHeader.Bytes);
        _confirmedThrough = Math.Min(header.PublishedThrough, header.LookupsThrough);
    }
}
