using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Histories by pseudonym, bounded: when full, the least recently paying entity is forgotten. The order of use is part of the
/// state, so that a replay forgets the same entities.
/// </summary>
/// <param name="maxEntities">Most entities to keep; at least 1.</param>
/// <param name="historyCapacity">Most payments to keep of each; at least 1.</param>
public sealed class HistoryTable(int maxEntities, int historyCapacity)
{
    private const int None = -1;
    private readonly Dictionary<ulong, int> _index = [];
    private readonly List<Entry> _entries = [];
    private int _newest = None;
    private int _oldest = None;

    /// <summary>Entities remembered.</summary>
    public int Count => _index.Count;

    /// <summary>Finds the history of an entity without touching its place in the order of use.</summary>
    /// <param name="key">Pseudonym; 0 means unknown and is never found.</param>
    public EntityHistory? Find(ulong key) => key != 0 && _index.TryGetValue(key, out var at) ? _entries[at].History : null;

    /// <summary>Adds a payment to an entity, which becomes the most recently used one.</summary>
    /// <param name="key">Pseudonym; 0 means unknown and is left out.</param>
    /// <param name="trace">The payment.</param>
    public void Add(ulong key, in PaymentTrace trace)
    {
        if (key == 0)
        {
            return;
        }

        Touch(key).Add(trace, historyCapacity);
    }

    /// <summary>Writes the table for a snapshot, least recently used first.</summary>
    /// <param name="target">Destination.</param>
    public void Save(IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        WriteHeader(target, (ulong)_index.Count);
        for (var at = _oldest; at != None; at = _entries[at].Newer)
        {
            WriteHeader(target, _entries[at].Key);
            _entries[at].History.Save(target);
        }
    }

    /// <summary>Replaces the content by what <see cref="Save"/> wrote.</summary>
    /// <param name="source">Snapshot bytes, starting at this table.</param>
    /// <returns>Bytes taken.</returns>
    public int Load(ReadOnlySpan<byte> source)
    {
        _index.Clear();
        _entries.Clear();
        (_newest, _oldest) = (None, None);
        var count = BinaryPrimitives.ReadUInt64LittleEndian(source);
        var position = 8;
        for (ulong i = 0; i < count; i++)
        {
            var key = BinaryPrimitives.ReadUInt64LittleEndian(source[position..]);
            var history = EntityHistory.Load(source[(position + 8)..], out var read);
            Insert(key, history);
            position += 8 + read;
        }

        return position;
    }

    private static void WriteHeader(IBufferWriter<byte> target, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target.GetSpan(8), value);
        target.Advance(8);
    }

    private EntityHistory Touch(ulong key)
    {
        if (_index.TryGetValue(key, out var at))
        {
            if (at != _newest)
            {
                Unlink(at);
                LinkNewest(at);
            }

            return _entries[at].History;
        }

        var history = new EntityHistory();
        Insert(key, history);
        return history;
    }

    private void Insert(ulong key, EntityHistory history)
    {
        int at;
        if (_index.Count >= maxEntities)
        {
            at = _oldest;
            Unlink(at);
            _index.Remove(_entries[at].Key);
            _entries[at] = new Entry(key, history);
        }
        else
        {
            at = _entries.Count;
            _entries.Add(new Entry(key, history));
        }

        _index.Add(key, at);
        LinkNewest(at);
    }

    private void Unlink(int at)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        ref var entry = ref entries[at];
        if (entry.Older == None)
        {
            _oldest = entry.Newer;
        }
        else
        {
            entries[entry.Older].Newer = entry.Newer;
        }

        if (entry.Newer == None)
        {
            _newest = entry.Older;
        }
        else
        {
            entries[entry.Newer].Older = entry.Older;
        }
    }

    private void LinkNewest(int at)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        entries[at].Older = _newest;
        entries[at].Newer = None;
        if (_newest == None)
        {
            _oldest = at;
        }
        else
        {
            entries[_newest].Newer = at;
        }

        _newest = at;
    }

    private struct Entry(ulong key, EntityHistory history)
    {
        public readonly ulong Key = key;
        public readonly EntityHistory History = history;
        public int Older = None;
        public int Newer = None;
    }
}
