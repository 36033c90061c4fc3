using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace XbFunctions.Xb.Replay;

/// <summary>
/// Who was sent and what came out. Ids are kept as 64-bit hashes, 40 bytes an event or so; that two of 2 million ids share a hash has a
/// chance of one in ten million. Safe for one sender and several readers at once.
/// </summary>
internal sealed class ReplayLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Entry> _entries = [];
    private ReplayTally _tally;

    /// <summary>Notes an event before it is sent.</summary>
    /// <param name="sent">The event.</param>
    public void Sent(ReplayEvent sent)
    {
        lock (_gate)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, Hash(sent.Id), out var repeated);
            entry.Rows += sent.Rows;
            _tally.Rows += sent.Rows;
            _tally.Events++;
            if (repeated)
            {
                _tally.RepeatedIds++;
                return;
            }

            entry.Kind = sent.Kind;
            _tally.Payments += sent.Kind == ReplayKind.Payment ? 1 : 0;
            _tally.Labels += sent.Kind == ReplayKind.Label ? 1 : 0;
            _tally.Unreadable += sent.Kind == ReplayKind.Unreadable ? 1 : 0;
        }
    }

    /// <summary>Notes a decision.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <returns>True when it is one of ours that was not decided yet.</returns>
    public bool Decided(string paymentId)
    {
        lock (_gate)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_entries, Hash(paymentId));
            if (Unsafe.IsNullRef(ref entry))
            {
                _tally.Foreign++;
                return false;
            }

            if (entry.IsDecided)
            {
                _tally.DecidedAgain++;
                return false;
            }

            entry.IsDecided = true;
            _tally.Decided++;
            return true;
        }
    }

    /// <summary>Notes a dead letter.</summary>
    /// <param name="eventId">Event id of the transport.</param>
    /// <returns>True when it is one of ours that was not known yet.</returns>
    public bool DeadLettered(string eventId)
    {
        lock (_gate)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_entries, Hash(eventId));
            if (Unsafe.IsNullRef(ref entry) || entry.IsDeadLettered)
            {
                return false;
            }

            entry.IsDeadLettered = true;
            _tally.DeadLettered++;
            _tally.DeadLetteredLabels += entry.Kind == ReplayKind.Label ? 1 : 0;
            return true;
        }
    }

    /// <summary>Counts so far, without the sums over all entries.</summary>
    public ReplayTally Peek()
    {
        lock (_gate)
        {
            return _tally;
        }
    }

    /// <summary>Closes the books.</summary>
    /// <param name="consumedAll">Whether the consumer group has passed every event that was sent: only then are labels recorded.</param>
    public ReplayTally Close(bool consumedAll)
    {
        lock (_gate)
        {
            var tally = _tally;
            foreach (var entry in _entries.Values)
            {
                if (entry.IsDecided)
                {
                    tally.DecidedRows += entry.Rows;
                }
                else if (entry.IsDeadLettered)
                {
                    tally.DeadLetteredRows += entry.Rows;
                }
                else if (entry.Kind == ReplayKind.Label && consumedAll)
                {
                    tally.RecordedLabels++;
                    tally.RecordedRows += entry.Rows;
                }
                else
                {
                    tally.Missing++;
                }
            }

            return tally;
        }
    }

    private static ulong Hash(string id) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()));

    private struct Entry
    {
        public int Rows;
        public ReplayKind Kind;
        public bool IsDecided;
        public bool IsDeadLettered;
    }
}
