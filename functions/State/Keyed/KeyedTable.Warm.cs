namespace XbFunctions.State;

/// <content>Bringing entries near before they are used.</content>
public sealed partial class KeyedTable<TValue>
{
    /// <summary>
    /// Reads the entries of several keys, and those beside them in the order of use, one kind of memory after another. Each would be waited for when it is
    /// used; here the processor waits for several at once. Changes nothing.
    /// </summary>
    /// <param name="keys">The keys; such as are not kept are passed over.</param>
    /// <param name="values">Receives the values of those that are kept, in no fixed place of theirs; at least as long as <paramref name="keys"/>.</param>
    /// <returns>How many values there are.</returns>
    public int Warm(ReadOnlySpan<ulong> keys, Span<TValue> values)
    {
        Span<int> slots = stackalloc int[Math.Min(keys.Length, MostWarmed)];
        var found = 0;
        foreach (var key in keys[..slots.Length])
        {
            if (_index.TryGetValue(key, out var at))
            {
                slots[found++] = at;
            }
        }

        slots = slots[..found];
        for (var i = 0; i < slots.Length; i++)
        {
            values[i] = At(slots[i]).Value;
        }

        foreach (var at in slots)
        {
            ref var entry = ref At(at);
            _warmed += NewerOf(entry.Older) ^ OlderOf(entry.Newer);
        }

        return found;
    }
}
