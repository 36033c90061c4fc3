using System.Collections.Concurrent;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Sums of one kind by key, one part for each partition that has any. Written by one thread, read by many: a reader sees each key's parts as
/// they were before or after a change.
/// </summary>
/// <typeparam name="T">The sums; immutable once they are here.</typeparam>
/// <param name="combine">Adds the parts of several partitions.</param>
internal sealed class PeerTable<T>(Func<IReadOnlyList<T>, T> combine)
    where T : class
{
    private readonly ConcurrentDictionary<ulong, Parts> _parts = new(concurrencyLevel: 1, capacity: 0);
    private readonly Dictionary<int, HashSet<ulong>> _keys = [];

    /// <summary>Keys that any partition has told of.</summary>
    public int Count => _parts.Count;

    /// <summary>What the other partitions know of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="own">The partition whose own part is left out.</param>
    /// <returns>Null when none of them knows it. Several parts are added when they are first asked for, later calls allocate nothing.</returns>
    public T? Find(ulong key, int own) => _parts.TryGetValue(key, out var parts) ? parts.Without(own, combine) : null;

    /// <summary>Adds what each other partition knows of a key, where nothing of that partition is there yet.</summary>
    /// <param name="key">The key.</param>
    /// <param name="own">The partition whose own part is left out.</param>
    /// <param name="into">Receives the parts by partition.</param>
    public void AddParts(ulong key, int own, IDictionary<int, T> into)
    {
        if (_parts.TryGetValue(key, out var parts))
        {
            parts.AddTo(into, own);
        }
    }

    /// <summary>Sets the part of one partition.</summary>
    /// <param name="key">The key.</param>
    /// <param name="partition">Whose part it is.</param>
    /// <param name="part">The part.</param>
    public void Set(ulong key, int partition, T part)
    {
        _parts[key] = _parts.TryGetValue(key, out var parts) ? parts.With(partition, part) : new Parts([(partition, part)]);
        KeysOf(partition).Add(key);
    }

    /// <summary>Begins a partition anew: what <see cref="Set"/> does not repeat until <see cref="EndAnew"/> is forgotten then.</summary>
    /// <param name="partition">The partition.</param>
    /// <returns>The keys of before.</returns>
    public HashSet<ulong> BeginAnew(int partition)
    {
        var before = KeysOf(partition);
        _keys[partition] = [];
        return before;
    }

    /// <summary>Forgets what was not set again.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="before">What <see cref="BeginAnew"/> gave.</param>
    public void EndAnew(int partition, HashSet<ulong> before)
    {
        before.ExceptWith(KeysOf(partition));
        foreach (var key in before)
        {
            if (_parts.TryGetValue(key, out var parts) && parts.Without(partition) is { } rest)
            {
                _parts[key] = rest;
            }
            else
            {
                _parts.TryRemove(key, out _);
            }
        }
    }

    private HashSet<ulong> KeysOf(int partition)
    {
        if (!_keys.TryGetValue(partition, out var keys))
        {
            _keys.Add(partition, keys = []);
        }

        return keys;
    }

    // In the order of the partitions, so that what is added does not depend on who published first.
    private sealed class Parts((int Partition, T Part)[] parts)
    {
        private (int Own, T? Sum)[] _sums = [];

        public T? Without(int own, Func<IReadOnlyList<T>, T> combine)
        {
            if (parts.Length == 1)
            {
                return parts[0].Partition == own ? null : parts[0].Part;
            }

            foreach (var (of, known) in Volatile.Read(ref _sums))
            {
                if (of == own)
                {
                    return known;
                }
            }

            return Combine(own, combine);
        }

        // By itself, so that nothing is captured where nothing is to be added.
        private T? Combine(int own, Func<IReadOnlyList<T>, T> combine)
        {
            T[] others = [.. parts.Where(part => part.Partition != own).Select(static part => part.Part)];
            var sum = others.Length == 1 ? others[0] : combine(others);

            // Of two readers that add at once one is forgotten, and adds again.
            Volatile.Write(ref _sums, [.. _sums, (own, sum)]);
            return sum;
        }

        public void AddTo(IDictionary<int, T> into, int own)
        {
            foreach (var (partition, part) in parts)
            {
                if (partition != own)
                {
                    into.TryAdd(partition, part);
                }
            }
        }

        public Parts With(int partition, T part)
        {
            var at = 0;
            while (at < parts.Length && parts[at].Partition < partition)
            {
                at++;
            }

            if (at < parts.Length && parts[at].Partition == partition)
            {
                var changed = parts.AsSpan().ToArray();
                changed[at] = (partition, part);
                return new(changed);
            }

            var more = new (int, T)[parts.Length + 1];
            parts.AsSpan(0, at).CopyTo(more);
            more[at] = (partition, part);
            parts.AsSpan(at).CopyTo(more.AsSpan(at + 1));
            return new(more);
        }

        public Parts? Without(int partition)
        {
            (int, T)[] rest = [.. parts.Where(part => part.Partition != partition)];
            return rest.Length == 0 ? null : new Parts(rest);
        }
    }
}
