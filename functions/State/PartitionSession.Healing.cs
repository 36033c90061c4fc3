namespace XbFunctions.State;

/// <content>Closing a gap in the sequence numbers: a batch that the host gave up on, or moved past.</content>
internal sealed partial class PartitionSession<TState>
{
    private readonly FreshEvents _healed = new();

    /// <summary>Processes what was skipped before an event, as far as the hub still holds it, and records the rest as lost.</summary>
    private async Task HealAsync(StreamEvent next, CancellationToken cancellationToken)
    {
        var (from, last) = (LastSequence + 1, next.SequenceNumber - 1);
        _slot.Tally.Jumped();
        if (_history is not null)
        {
            _stores.Logger.Healing(last - from + 1, _slot.Function, _slot.Folder, next.SequenceNumber);
        }

        var healed = 0L;
        while (LastSequence < last)
        {
            var events = await ReadMissedAsync(last, cancellationToken).ConfigureAwait(false);
            healed += events.Count;
            if (events.Count == 0)
            {
                await LoseAsync(last, next.EnqueuedAt, cancellationToken).ConfigureAwait(false);
            }

            await CommitMissedAsync(events, cancellationToken).ConfigureAwait(false);
        }

        if (_history is not null)
        {
            _stores.Logger.Healed(_slot.Function, _slot.Folder, next.SequenceNumber, healed);
        }
    }

    private async Task<IReadOnlyList<StreamEvent>> ReadMissedAsync(long last, CancellationToken cancellationToken)
    {
        if (_history is null)
        {
            return [];
        }

        var first = LastSequence + 1;
        var events = await _stores.Retry.RunAsync(
            $"Reading skipped events of {_slot.Folder}",
            token => _history.ReadAsync(_slot.Partition, first, last, _stores.Options.CommitEvents, token),
            cancellationToken).ConfigureAwait(false);
        return events.Count == 0 || (events[0].SequenceNumber >= first && events[^1].SequenceNumber <= last)
            ? events
            : throw new StateException(
                $"The history of {_slot.Folder} was asked for the events {first} to {last} and gave {events[0].SequenceNumber} to {events[^1].SequenceNumber}.");
    }

    private async Task CommitMissedAsync(IReadOnlyList<StreamEvent> events, CancellationToken cancellationToken)
    {
        _healed.Begin();
        while (_healed.Take(events, LastSequence, _stores.Options))
        {
            if (_healed.First.SequenceNumber > LastSequence + 1)
            {
                await LoseAsync(_healed.First.SequenceNumber - 1, _healed.First.EnqueuedAt, cancellationToken).ConfigureAwait(false);
            }

            await CommitAsync(_healed, cancellationToken).ConfigureAwait(false);
            _slot.Tally.Healed(_healed.Events.Length);
        }

        _healed.End();
    }

    /// <summary>Records that the events up to a sequence number are lost.</summary>
    private async Task LoseAsync(long last, DateTimeOffset foundAt, CancellationToken cancellationToken)
    {
        var gap = new SequenceGap(LastSequence + 1, last, DateTimeOffset.FromUnixTimeMilliseconds(foundAt.ToUnixTimeMilliseconds()));
        BeginRecord();
        await AppendAsync(Header(JournalRecordKind.Gap, gap.First, gap.Last, gap.FoundAt), cancellationToken).ConfigureAwait(false);
        _losses.Add(gap);
        (LastSequence, _enqueuedAt) = (gap.Last, gap.FoundAt);
        _slot.Tally.Lost(LastSequence, gap.Last - gap.First + 1, _losses);
        _stores.Logger.Lost(gap.Last - gap.First + 1, _slot.Function, _slot.Folder, gap.First, gap.Last);
    }
}
