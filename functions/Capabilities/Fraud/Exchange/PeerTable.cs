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
    private readonly ConcurrentDictionary<ulong, PeerParts<T>> _parts = new(concurrencyLevel: 1, capacity: 0);

    // How often each partition was begun anew: parts of an earlier round are forgotten at the end of the next.
    private readonly Dictionary<int, int> _rounds = [];

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
        var told = new PeerPart<T>(partition, _rounds.GetValueOrDefault(partition), part);
        if (!_parts.TryGetValue(key, out var parts))
        {
            _parts[key] = new SinglePart<T>(told);
        }
        else if (parts.With(told) is var changed && !ReferenceEquals(changed, parts))
        {
            _parts[key] = changed;
        }
    }

    /// <summary>Begins a partition anew: what <see cref="Set"/> does not repeat until <see cref="EndAnew"/> is forgotten then.</summary>
    /// <param name="partition">The partition.</param>
    public void BeginAnew(int partition) => _rounds[partition] = _rounds.GetValueOrDefault(partition) + 1;

    /// <summary>Forgets what was not set again since the last <see cref="BeginAnew"/>.</summary>
    /// <param name="partition">The partition.</param>
    public void EndAnew(int partition)
    {
        var round = _rounds.GetValueOrDefault(partition);
        foreach (var (key, parts) in _parts)
        {
            var rest = parts.Since(partition, round);
            if (rest is null)
            {
                _parts.TryRemove(key, out _);
            }
            else if (!ReferenceEquals(rest, parts))
            {
                _parts[key] = rest;
            }
        }
    }
}
