using System.Collections;
using System.Numerics;

namespace XbFunctions.State;

/// <summary>
/// A set of 64-bit keys: a hash table with linear probing over bare keys, 8 bytes each, where a <see cref="HashSet{T}"/> takes 16 and a second look.
/// Not thread-safe.
/// </summary>
/// <param name="mostKeys">Most keys that are expected, at which it stops to grow by four; 0 where that is not known, and it grows by two.</param>
public sealed class KeySet(int mostKeys = 0) : IEnumerable<ulong>
{
    private const int FewestSlots = 64;

    // 2^64 divided by the golden ratio: spreads keys that follow each other, or fill the lower half alone (Knuth, The Art of Computer Programming, 6.4).
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    // A power of two, at most five eighths full; 0 is a free slot, so that the key 0 is kept beside them.
    private ulong[] _slots = [];
    private int _shift;
    private int _taken;
    private bool _hasZero;
    private ulong _warmed;

    /// <summary>Number of keys.</summary>
    public int Count => _taken + (_hasZero ? 1 : 0);

    /// <summary>Adds a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>False when it is there.</returns>
    public bool Add(ulong key)
    {
        if (key == 0)
        {
            var isNew = !_hasZero;
            _hasZero = true;
            return isNew;
        }

        if (8L * (_taken + 1) > 5L * _slots.Length)
        {
            Grow();
        }

        ref var slot = ref _slots[SlotOf(key)];
        if (slot == key)
        {
            return false;
        }

        slot = key;
        _taken++;
        return true;
    }

    /// <summary>Removes a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(ulong key)
    {
        if (key == 0)
        {
            var was = _hasZero;
            _hasZero = false;
            return was;
        }

        if (_taken == 0 || SlotOf(key) is var gap && _slots[gap] == 0)
        {
            return false;
        }

        // What was pushed on past the gap comes back, so that a search may still end at the first free slot.
        var mask = _slots.Length - 1;
        for (var at = (gap + 1) & mask; _slots[at] != 0; at = (at + 1) & mask)
        {
            if (((at - HomeOf(_slots[at])) & mask) >= ((at - gap) & mask))
            {
                _slots[gap] = _slots[at];
                gap = at;
            }
        }

        _slots[gap] = 0;
        _taken--;
        return true;
    }

    /// <summary>
    /// Reads where several keys would be, so that the processor waits for these places in memory together and not one after another. Changes nothing.
    /// </summary>
    /// <param name="keys">Keys that will be added soon.</param>
    public void Warm(ReadOnlySpan<ulong> keys)
    {
        if (_slots.Length == 0)
        {
            return;
        }

        var slots = _slots;
        var warmed = 0UL;
        foreach (var key in keys)
        {
            warmed ^= slots[HomeOf(key)];
        }

        _warmed = warmed;
    }

    /// <summary>Forgets the keys; the memory stays for the next ones.</summary>
    public void Clear()
    {
        if (_taken > 0)
        {
            Array.Clear(_slots);
        }

        (_taken, _hasZero) = (0, false);
    }

    /// <inheritdoc/>
    public IEnumerator<ulong> GetEnumerator()
    {
        if (_hasZero)
        {
            yield return 0;
        }

        foreach (var key in _slots)
        {
            if (key != 0)
            {
                yield return key;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int HomeOf(ulong key) => (int)((key * Multiplier) >> _shift);

    /// <summary>The slot of a key, or the free one where it would go.</summary>
    private int SlotOf(ulong key)
    {
        var slots = _slots;
        var at = HomeOf(key);
        while (slots[at] != 0 && slots[at] != key)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        return at;
    }

    private void Grow()
    {
        var before = _slots;
        var most = (int)BitOperations.RoundUpToPowerOf2((uint)(8L * mostKeys / 5) + 1);
        var length = Math.Max(FewestSlots, Math.Max(2 * before.Length, Math.Min(4 * before.Length, most)));
        (_slots, _shift) = (new ulong[length], 64 - BitOperations.Log2((uint)length));
        foreach (var key in before)
        {
            if (key != 0)
            {
                _slots[SlotOf(key)] = key;
            }
        }
    }
}
