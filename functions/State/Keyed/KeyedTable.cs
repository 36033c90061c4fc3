using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace XbFunctions.State;

/// <summary>
/// Values by 64-bit key, bounded: when full, the least recently used key is forgotten. The order of use is part of the table, so that a
/// replay forgets the same keys. It can be captured while it changes. Not thread-safe.
/// </summary>
/// <typeparam name="TValue">The value; a struct lies in the table itself.</typeparam>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A capture belongs to its caller and holds nothing but memory.")]
public sealed partial class KeyedTable<TValue>
    where TValue : IStateValue<TValue>
{
    private const int None = -1;
    private const int MostKeys = 100_000_000;
    private const int ChunkBits = 7;
    private const int ChunkSize = 1 << ChunkBits;

    /// <summary>Most keys that one call of <see cref="Warm"/> reads.</summary>
    public const int MostWarmed = 64;

    // Uses within one millisecond that a stamp tells apart.
    private const int StampBits = 16;

    private readonly int _capacity;
    private readonly KeyIndex _index = new();
    private Entry[]?[] _chunks = [];
    private TValue _nothing = default!;
    private TValue? _forgotten;
    private bool _hasForgotten;
    private int _newest = None;
    private int _oldest = None;
    private int _last;
    private long _warmed;
    private long _stamp;

    /// <summary>Makes an empty table.</summary>
    /// <param name="capacity">Most keys kept; 1 to 100,000,000. Memory grows with use.</param>
    public KeyedTable(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MostKeys);
        _capacity = capacity;
    }

    /// <summary>Keys kept now.</summary>
    public int Count => _index.Count;

    /// <summary>The keys, in no order.</summary>
    public IEnumerable<ulong> Keys
    {
        get
        {
            for (var at = 0; at < _index.Count; at++)
            {
                yield return At(at).Key;
            }
        }
    }

    /// <summary>Keys forgotten to make room, since the table was made.</summary>
    public long Evicted { get; private set; }

    /// <summary>Finds a value to read, leaving its key's place in the order of use.</summary>
    /// <param name="key">The key.</param>
    /// <param name="found">False when the key is not kept; the reference then leads to a default value.</param>
    /// <returns>The value, valid until the table changes.</returns>
    public ref readonly TValue Find(ulong key, out bool found)
    {
        found = TryFind(key, out var at);
        if (found)
        {
            return ref At(at).Value;
        }

        _nothing = default!;
        return ref _nothing;
    }

    /// <summary>Finds a value to change, leaving its key's place in the order of use.</summary>
    /// <param name="key">The key.</param>
    /// <param name="found">False when the key is not kept; the reference then leads to a default value that is not kept either.</param>
    /// <returns>The value, valid until the table changes.</returns>
    public ref TValue Edit(ulong key, out bool found)
    {
        found = TryFind(key, out var at);
        if (found)
        {
            _capture?.Keep(at);
            return ref At(at).Value;
        }

        _nothing = default!;
        return ref _nothing;
    }

    /// <summary>Finds or makes a value to change; its key becomes the most recently used one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="clockMs">The stream's own clock, such as its watermark, in milliseconds since the Unix epoch, for <see cref="ForgetIdle"/>; 0 where idle keys stay. A clock that goes back counts as standing still.</param>
    /// <returns>The value, valid until the table changes.</returns>
    public ref TValue Touch(ulong key, long clockMs = 0)
    {
        _stamp = Math.Max(_stamp + 1, clockMs << StampBits);
        if (!TryFind(key, out var at))
        {
            at = Insert(key);
        }
        else
        {
            _capture?.Keep(at);
            if (at != _newest)
            {
                Unlink(at);
                LinkNewest(at);
            }
        }

        ref var entry = ref At(at);
        entry.Stamp = _stamp;
        return ref entry.Value;
    }

    /// <summary>Takes the value of the key that had to make room, after <see cref="Touch"/>.</summary>
    /// <param name="forgotten">The value of the last such key; the default where none had to, or its value was taken.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryTakeForgotten([MaybeNullWhen(false)] out TValue forgotten)
    {
        if (!_hasForgotten)
        {
            forgotten = default;
            return false;
        }

        forgotten = _forgotten!;
        (_forgotten, _hasForgotten) = (default, false);
        return true;
    }

    /// <summary>Forgets the keys that were not used for long, oldest first.</summary>
    /// <param name="usedBeforeMs">Keys whose last use, by the clock given to <see cref="Touch"/>, lies before this are forgotten.</param>
    /// <returns>How many there were.</returns>
    public int ForgetIdle(long usedBeforeMs)
    {
        var forgotten = 0;
        for (; _oldest != None && At(_oldest).Stamp >> StampBits < usedBeforeMs; forgotten++)
        {
            RemoveAt(_oldest);
        }

        return forgotten;
    }

    /// <summary>Tells which key was not used for longest.</summary>
    /// <param name="key">The key.</param>
    /// <param name="usedMs">Its last use by the clock given to <see cref="Touch"/>; 0 where none was given.</param>
    /// <returns>False when the table is empty.</returns>
    public bool TryOldest(out ulong key, out long usedMs)
    {
        (key, usedMs) = _oldest == None ? (0, 0) : (At(_oldest).Key, At(_oldest).Stamp >> StampBits);
        return _oldest != None;
    }

    /// <summary>Forgets one key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it was kept.</returns>
    public bool Remove(ulong key)
    {
        if (!TryFind(key, out var at))
        {
            return false;
        }

        RemoveAt(at);
        return true;
    }

    // A key is mostly read and changed in one go: the slot found last is looked at first.
    private bool TryFind(ulong key, out int at)
    {
        at = _last;
        if (at < _index.Count && At(at).Key == key)
        {
            return true;
        }

        if (!_index.TryGetValue(key, out at))
        {
            return false;
        }

        _last = at;
        return true;
    }

    private int Insert(ulong key)
    {
        int at;
        if (_index.Count >= _capacity)
        {
            at = _oldest;
            _capture?.Keep(at);
            Unlink(at);
            (_forgotten, _hasForgotten) = (At(at).Value, true);
            _index.Remove(At(at).Key);
            Evicted++;
        }
        else
        {
            at = _index.Count;
            MakeRoom(at);
        }

        At(at) = new Entry { Key = key, Value = TValue.Create() };
        _ = _index.TryAdd(key, at);
        LinkNewest(at);
        return at;
    }

    /// <summary>Removes an entry; the last one takes its slot, so that slots stay dense and a replay fills the same ones.</summary>
    private void RemoveAt(int at)
    {
        _capture?.Keep(at);
        Unlink(at);
        _index.Remove(At(at).Key);
        var last = _index.Count;
        if (at != last)
        {
            _capture?.Keep(last);
            ref var moved = ref At(at);
            moved = At(last);
            _index.Move(moved.Key, at);
            NewerOf(moved.Older) = at;
            OlderOf(moved.Newer) = at;
        }

        At(last) = default;
    }

    private void MakeRoom(int at)
    {
        var chunk = at >> ChunkBits;
        if (chunk >= _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(2 * _chunks.Length, chunk + 1));
        }

        // Pinned: a chunk stays for good, and the collector would copy it twice on the way to where it leaves it alone.
        _chunks[chunk] ??= GC.AllocateArray<Entry>(ChunkSize, pinned: true);
    }

    // Without a look at the length of a chunk, which is always the same: it stands in a line of memory of its own, away from most of the entries.
    private ref Entry At(int slot)
    {
        Debug.Assert(slot >= 0, "A slot is never negative.");
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_chunks[slot >> ChunkBits]!), slot & (ChunkSize - 1));
    }

    /// <summary>Where it is written which entry comes after one; for none, the oldest.</summary>
    private ref int NewerOf(int at) => ref at == None ? ref _oldest : ref At(at).Newer;

    /// <summary>Where it is written which entry comes before one; for none, the newest.</summary>
    private ref int OlderOf(int at) => ref at == None ? ref _newest : ref At(at).Older;

    private void Unlink(int at)
    {
        ref var entry = ref At(at);
        NewerOf(entry.Older) = entry.Newer;
        OlderOf(entry.Newer) = entry.Older;
    }

    private void LinkNewest(int at)
    {
        ref var entry = ref At(at);
        (entry.Older, entry.Newer) = (_newest, None);
        NewerOf(_newest) = at;
        _newest = at;
    }

    private struct Entry
    {
        public ulong Key;
        public long Stamp;
        public int Older;
        public int Newer;
        public TValue Value;
    }
}
