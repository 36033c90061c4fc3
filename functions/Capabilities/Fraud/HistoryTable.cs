using System.Buffers.Binary;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Histories by pseudonym, bounded: when full, the least recently paying entity is forgotten. The order of use is part of the
/// state, so that a replay forgets the same entities.
/// </summary>
/// <param name="maxEntities">Most entities to keep; at least 1.</param>
/// <param name="historyCapacity">Most payments to keep of each; at least 1.</param>
public sealed class HistoryTable(int maxEntities, int historyCapacity)
{
    private readonly KeyedTable<EntityHistory> _histories = new(maxEntities);
    private readonly TraceStore _store = new();

    /// <summary>Entities remembered.</summary>
    public int Count => _histories.Count;

    /// <summary>Finds the history of an entity without touching its place in the order of use.</summary>
    /// <param name="key">Pseudonym; 0 means unknown and is never found.</param>
    public EntityHistory? Find(ulong key)
    {
        ref readonly var history = ref _histories.Find(key, out var found);
        return found ? history : null;
    }

    /// <summary>Finds the history of an entity where it lies, without touching its place in the order of use.</summary>
    /// <param name="key">Pseudonym; 0 means unknown and is never found.</param>
    /// <returns>The history, or one without payments; valid until the table changes.</returns>
    internal ref readonly EntityHistory Read(ulong key) => ref _histories.Find(key, out _);

    /// <summary>Brings what is known of several entities near, before it is asked for and changed: see <see cref="KeyedTable{TValue}.Warm"/>.</summary>
    /// <param name="keys">Pseudonyms; unknown ones are passed over.</param>
    // A history is handed over as a copy: that reads all of it, and not only what its Warm looks at.
    public void Warm(ReadOnlySpan<ulong> keys) => _histories.Warm(keys, static history => history.Warm());

    /// <summary>Adds a payment to an entity, which becomes the most recently used one.</summary>
    /// <param name="key">Pseudonym; 0 means unknown and is left out.</param>
    /// <param name="trace">The payment.</param>
    public void Add(ulong key, in PaymentTrace trace)
    {
        if (key != 0)
        {
            Touch(key).Add(trace, historyCapacity, _store);
        }
    }

    /// <summary>Counts a label of one of an entity's payments, without touching its place in the order of use.</summary>
    /// <param name="key">Pseudonym; nothing happens when it is not remembered.</param>
    /// <param name="payment">Hash as in <see cref="PaymentTrace.Payment"/>.</param>
    /// <param name="fraud">True for chargeback and confirmed fraud; false for a return.</param>
    /// <param name="knownAtMs">When it became known, milliseconds since the Unix epoch.</param>
    /// <returns>The entity's history, to be read; null when it is not remembered.</returns>
    public EntityHistory? Label(ulong key, uint payment, bool fraud, long knownAtMs)
    {
        ref var history = ref _histories.Edit(key, out var found);
        if (!found)
        {
            return null;
        }

        history.Label(payment, fraud, knownAtMs);
        return history;
    }

    /// <summary>Carries an entity over to another pseudonym, and renames who is in its history.</summary>
    /// <param name="old">Its pseudonym before; 0 for none.</param>
    /// <param name="now">Its pseudonym now; 0 for none.</param>
    /// <param name="keys">Who else is renamed.</param>
    public void Rekey(ulong old, ulong now, in KeyChange keys)
    {
        if (now == 0)
        {
            return;
        }

        if (old != 0 && Find(old) is { } before)
        {
            _histories.Remove(old);
            if (Find(now) is null)
            {
                Touch(now) = before;
            }
            else
            {
                _histories.Edit(now, out _).Absorb(before, historyCapacity, _store);
                before.Release(_store);
            }
        }

        ref var history = ref _histories.Edit(now, out var found);
        if (found)
        {
            history.Rekey(keys);
        }
    }

    /// <summary>Forgets the entities that have not paid for long, those first that are longest without a payment.</summary>
    /// <param name="beforeMs">Whose last payment occurred before this, milliseconds since the Unix epoch.</param>
    /// <returns>How many there were.</returns>
    public int ForgetIdle(long beforeMs)
    {
        var forgotten = 0;
        for (; _histories.TryOldest(out var key, out _) && _histories.Find(key, out _).LastSeenMs < beforeMs; forgotten++)
        {
            Remove(key);
        }

        return forgotten;
    }

    /// <summary>Forgets an entity.</summary>
    /// <param name="key">Pseudonym.</param>
    /// <returns>Whether it was remembered.</returns>
    public bool Remove(ulong key)
    {
        var history = Find(key);
        var removed = _histories.Remove(key);

        // Not before: a capture that is under way writes what is removed.
        history?.Release(_store);
        return removed;
    }

    /// <summary>Forgets one customer's payments of every entity, and each entity of which nothing else is remembered. Looks through all of them.</summary>
    /// <param name="customer">As in <see cref="PaymentTrace.Customer"/>.</param>
    /// <returns>Entities that had such payments.</returns>
    public int Forget(uint customer)
    {
        // In the order of the keys: a replay must come to the same slots as live processing did.
        var keys = _histories.Keys.Where(key => Holds(_histories.Find(key, out _), customer)).Order().ToArray();
        foreach (var key in keys)
        {
            ref var history = ref _histories.Edit(key, out _);
            history.Forget(customer);
            if (history.Traces.IsEmpty)
            {
                Remove(key);
            }
        }

        return keys.Length;
    }

    private static bool Holds(in EntityHistory history, uint customer)
    {
        foreach (ref readonly var trace in history.Traces)
        {
            if (trace.Customer == customer)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the order of use stands: see <see cref="KeyedTable{TValue}.Mark"/>.</summary>
    internal long Mark => _histories.Mark;

    /// <summary>The entities, most recently used first. The table must not change meanwhile.</summary>
    public IEnumerable<ulong> NewestFirst() => _histories.NewestFirst();

    /// <summary>Those of them that have had a payment since a mark.</summary>
    /// <param name="mark">The <see cref="Mark"/> of then.</param>
    internal IEnumerable<ulong> NewestFirst(long mark) => _histories.NewestFirst(mark);

    private ref EntityHistory Touch(ulong key)
    {
        ref EntityHistory history = ref _histories.Touch(key);
        if (_histories.TryTakeForgotten(out var forgotten))
        {
            forgotten.Release(_store);
        }

        return ref history;
    }

    /// <summary>Captures the table for a snapshot.</summary>
    public IStateCapture Capture() => _histories.Capture();

    /// <summary>Adds a piece of a snapshot to a table that has nothing but earlier pieces of it.</summary>
    /// <param name="piece">A piece as the capture wrote it.</param>
    public void Load(ReadOnlySpan<byte> piece) => _histories.Load(piece);

    /// <summary>Fills an empty table from a snapshot of version 1: a count, then keys and histories, least recently used first.</summary>
    /// <param name="source">Snapshot bytes, starting at this table.</param>
    /// <returns>Bytes taken.</returns>
    internal int LoadVersion1(ReadOnlySpan<byte> source)
    {
        var count = BinaryPrimitives.ReadUInt64LittleEndian(source);
        var position = 8;
        for (ulong i = 0; i < count; i++)
        {
            var key = BinaryPrimitives.ReadUInt64LittleEndian(source[position..]);
            _histories.Touch(key) = EntityHistory.Read(source[(position + 8)..], out var read);
            position += 8 + read;
        }

        return position;
    }
}
