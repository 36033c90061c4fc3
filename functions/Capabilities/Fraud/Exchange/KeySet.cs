using System.Collections;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Keys that were touched, each once: open addressing over bare keys, for a payment touches four sets. Not thread-safe.</summary>
internal sealed class KeySet : IEnumerable<ulong>
{
    private const int SmallestSlots = 64;

    // A power of two, at most three quarters full; 0 is empty.
    private ulong[] _slots = [];

    /// <summary>Number of keys.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a key.</summary>
    /// <param name="key">The key; 0 is none and is left out.</param>
    public void Add(ulong key)
    {
        if (key == 0)
        {
            return;
        }

        if (Count >= _slots.Length / 4 * 3)
        {
            Grow();
        }

        ref var slot = ref Find(_slots, key);
        if (slot == 0)
        {
            slot = key;
            Count++;
        }
    }

    /// <summary>Forgets the keys; the memory stays for the next ones.</summary>
    public void Clear()
    {
        if (Count > 0)
        {
            Array.Clear(_slots);
            Count = 0;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ulong> GetEnumerator()
    {
        foreach (var key in _slots)
        {
            if (key != 0)
            {
                yield return key;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The slot of a key, or the empty one where it belongs. Multiplied, because sellers' keys fill the lower half alone (Knuth, TAOCP 3, 6.4).
    private static ref ulong Find(ulong[] slots, ulong key)
    {
        var mask = slots.Length - 1;
        var at = (int)((key * 0x9E3779B97F4A7C15) >> 32) & mask;
        while (slots[at] != 0 && slots[at] != key)
        {
            at = (at + 1) & mask;
        }

        return ref slots[at];
    }

    private void Grow()
    {
        var larger = new ulong[Math.Max(SmallestSlots, 2 * _slots.Length)];
        foreach (var key in this)
        {
            Find(larger, key) = key;
        }

        _slots = larger;
    }
}
