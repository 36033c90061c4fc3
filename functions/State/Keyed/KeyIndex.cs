namespace XbFunctions.State;

/// <summary>
/// Finds the slot of a 64-bit key: a hash table with linear probing, so that a look-up touches one line of memory where a
/// <see cref="Dictionary{TKey, TValue}"/> touches two. Not thread-safe.
/// </summary>
internal sealed class KeyIndex
{
    private const int FewestCells = 16;

    // 2^64 divided by the golden ratio: spreads keys that follow each other (Knuth, The Art of Computer Programming, 6.4).
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private Cell[] _cells = new Cell[FewestCells];
    private int _shift = 64 - 4;

    /// <summary>Keys in the index.</summary>
    public int Count { get; private set; }

    /// <summary>Finds a key's slot.</summary>
    /// <param name="key">The key.</param>
    /// <param name="slot">Its slot, or -1.</param>
    /// <returns>Whether the key is there.</returns>
    public bool TryGetValue(ulong key, out int slot)
    {
        slot = _cells[CellOf(key)].Taken - 1;
        return slot >= 0;
    }

    /// <summary>Adds a key that may be there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="slot">Its slot, 0 or more.</param>
    /// <returns>False when the key is there; its slot stays.</returns>
    public bool TryAdd(ulong key, int slot)
    {
        if (8L * (Count + 1) > 5L * _cells.Length)
        {
            Grow();
        }

        ref var cell = ref _cells[CellOf(key)];
        if (cell.Taken != 0)
        {
            return false;
        }

        cell = new Cell(key, slot + 1);
        Count++;
        return true;
    }

    /// <summary>Gives a key that is there another slot.</summary>
    /// <param name="key">The key.</param>
    /// <param name="slot">Its slot, 0 or more.</param>
    public void Move(ulong key, int slot) => _cells[CellOf(key)] = new Cell(key, slot + 1);

    /// <summary>Removes a key that is there.</summary>
    /// <param name="key">The key.</param>
    public void Remove(ulong key)
    {
        // What was pushed on past the gap comes back, so that a search may still end at the first free cell.
        var gap = CellOf(key);
        var mask = _cells.Length - 1;
        for (var at = (gap + 1) & mask; _cells[at].Taken != 0; at = (at + 1) & mask)
        {
            var home = HomeOf(_cells[at].Key);
            if (((at - home) & mask) >= ((at - gap) & mask))
            {
                _cells[gap] = _cells[at];
                gap = at;
            }
        }

        _cells[gap] = default;
        Count--;
    }

    /// <summary>
    /// Reads where the search for several keys begins, so that the processor waits for these places together: in a search that goes on it would wait for each.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <returns>Nothing of meaning.</returns>
    public long Warm(ReadOnlySpan<ulong> keys)
    {
        var (cells, warmed) = (_cells, 0L);
        foreach (var key in keys)
        {
            warmed ^= cells[HomeOf(key)].Taken;
        }

        return warmed;
    }

    private int HomeOf(ulong key) => (int)((key * Multiplier) >> _shift);

    /// <summary>The cell of a key, or the free one where it would go.</summary>
    private int CellOf(ulong key)
    {
        var cells = _cells;
        var at = HomeOf(key);
        while (cells[at].Taken != 0 && cells[at].Key != key)
        {
            at = (at + 1) & (cells.Length - 1);
        }

        return at;
    }

    private void Grow()
    {
        var before = _cells;
        _cells = new Cell[2 * before.Length];
        _shift--;
        foreach (var cell in before)
        {
            if (cell.Taken != 0)
            {
                _cells[CellOf(cell.Key)] = cell;
            }
        }
    }

    // Taken is the slot and one more; 0 is a free cell.
    private readonly record struct Cell(ulong Key, int Taken);
}
