using System.Numerics;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The cells of a <see cref="PeerTable{T}"/>: a hash table with linear probing, so that a look touches one line of memory. One thread writes, any number
/// read meanwhile: a key that is there never moves, and whatever a reader finds names its key itself.
/// </summary>
/// <typeparam name="T">The sums.</typeparam>
/// <param name="length">Number of cells, a power of two and more than are ever taken.</param>
internal sealed class PeerCells<T>(int length)
    where T : class
{
    // In the place of the one partition that told a key.
    private const int Several = int.MinValue;

    // 2^64 divided by the golden ratio: spreads keys that follow each other (Knuth, The Art of Computer Programming, 6.4).
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly Cell[] _cells = new Cell[length];
    private readonly int _shift = 64 - BitOperations.Log2((uint)length);

    /// <summary>Number of cells.</summary>
    public int Length => _cells.Length;

    /// <summary>Cells with parts.</summary>
    public int Count { get; private set; }

    /// <summary>Cells with parts, and those that had some and cannot be freed yet because a search has to pass them.</summary>
    public int Taken { get; private set; }

    /// <summary>The parts of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="own">A partition; where it alone told the key, none are given.</param>
    public PeerParts<T>? Find(ulong key, int own)
    {
        for (var at = HomeOf(key); ; at = After(at))
        {
            ref var cell = ref _cells[at];
            var known = Volatile.Read(ref cell.Key);
            if (known == 0)
            {
                return null;
            }

            if (known == key)
            {
                // Another key may have got the cell since: then this one was forgotten before.
                return Volatile.Read(ref cell.Sole) != own && Volatile.Read(ref cell.Parts) is { } parts && parts.Key == key ? parts : null;
            }
        }
    }

    /// <summary>Reads where the search for a key begins.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Nothing of meaning.</returns>
    public long Warm(ulong key) => _cells[HomeOf(key)].Sole;

    /// <summary>Adds a part, or sets it in the place of the one that its partition told before.</summary>
    /// <param name="part">The part.</param>
    public void Set(SinglePart<T> part)
    {
        var (at, free) = (HomeOf(part.Key), -1);
        for (; _cells[at].Key is not 0 and var known && known != part.Key; at = After(at))
        {
            if (free < 0 && _cells[at].Parts is null)
            {
                free = at;
            }
        }

        ref var cell = ref _cells[at];
        if (cell.Key != 0 && cell.Parts is { } parts)
        {
            Change(ref cell, parts.With(part));
            return;
        }

        Count++;
        if (cell.Key == 0 && free < 0)
        {
            Taken++;
        }
        else if (cell.Key == 0)
        {
            cell = ref _cells[free];
        }

        Change(ref cell, part);
        Volatile.Write(ref cell.Key, part.Key);
    }

    /// <summary>Forgets what a partition told before a round of its own.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="round">The round.</param>
    public void Forget(int partition, int round)
    {
        for (var at = 0; at < _cells.Length; at++)
        {
            ref var cell = ref _cells[at];
            if (cell.Sole == partition ? cell.Round >= round : cell.Sole != Several)
            {
                continue;
            }

            if (cell.Parts?.Since(partition, round) is { } rest)
            {
                Change(ref cell, rest);
            }
            else if (cell.Parts is not null)
            {
                Remove(at);
            }
        }
    }

    /// <summary>The same parts in other cells.</summary>
    /// <param name="length">Number of cells.</param>
    public PeerCells<T> Copy(int length)
    {
        var copy = new PeerCells<T>(length);
        foreach (ref readonly var cell in _cells.AsSpan())
        {
            if (cell.Parts is not null)
            {
                var at = copy.HomeOf(cell.Key);
                while (copy._cells[at].Key != 0)
                {
                    at = copy.After(at);
                }

                copy._cells[at] = cell;
            }
        }

        (copy.Count, copy.Taken) = (Count, Count);
        return copy;
    }

    private int HomeOf(ulong key) => (int)((key * Multiplier) >> _shift);

    private int After(int at) => (at + 1) & (_cells.Length - 1);

    // In this order: who sees one partition alone sees that its part was the only one.
    private static void Change(ref Cell cell, PeerParts<T> parts)
    {
        Volatile.Write(ref cell.Parts, parts);
        Volatile.Write(ref cell.Sole, parts.Partition ?? Several);
        cell.Round = parts.Round;
    }

    // A cell stays taken while a search may have to pass it: until the one after it is free.
    private void Remove(int at)
    {
        Volatile.Write(ref _cells[at].Parts, null);
        Count--;
        for (; _cells[After(at)].Key == 0 && _cells[at] is { Key: not 0, Parts: null }; at = (at - 1) & (_cells.Length - 1))
        {
            Volatile.Write(ref _cells[at].Key, 0);
            Taken--;
        }
    }

    // Key 0 is a free cell.
    private struct Cell
    {
        public ulong Key;
        public PeerParts<T>? Parts;
        public int Sole;
        public int Round;
    }
}
