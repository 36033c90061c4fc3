namespace XbFunctions.State;

/// <content>Bringing entries near before they are used.</content>
public sealed partial class KeyedTable<TValue>
{
    /// <summary>
    /// Reads the entries of several keys, and those beside them in the order of use, one kind of memory after another. Each would be waited for when it is
    /// used; here the processor waits for several at once. Changes nothing.
    /// </summary>
    /// <param name="keys">The keys, <see cref="MostWarmed"/> at most; such as are not kept are passed over.</param>
    /// <param name="read">Reads of a value what will be used; what it gives has no meaning.</param>
    public void Warm(ReadOnlySpan<ulong> keys, Func<TValue, long> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Span<int> slots = stackalloc int[Math.Min(keys.Length, MostWarmed)];
        var found = 0;
        _warmed = _index.Warm(keys);
        foreach (var key in keys[..slots.Length])
        {
            if (_index.TryGetValue(key, out var at))
            {
                slots[found++] = at;
            }
        }

        slots = slots[..found];
        foreach (var at in slots)
        {
            _warmed += At(at).Stamp;
        }

        foreach (var at in slots)
        {
            ref var entry = ref At(at);
            _warmed += (NewerOf(entry.Older) ^ OlderOf(entry.Newer)) + read(entry.Value);
        }
    }
}
