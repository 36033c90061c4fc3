using System.Runtime.InteropServices;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Cells of the last minutes, of all partitions together. Not thread-safe.</summary>
public sealed class MinuteLedger
{
    private static readonly Dictionary<WatchKey, WatchCell> Nothing = [];

    private readonly SortedDictionary<long, Dictionary<WatchKey, WatchCell>> _minutes = [];

    /// <summary>Earliest minute kept; null when none is.</summary>
    public long? First => _minutes.Count == 0 ? null : _minutes.First().Key;

    /// <summary>Cells of a minute to add to.</summary>
    /// <param name="minute">Minutes since the Unix epoch.</param>
    public Dictionary<WatchKey, WatchCell> Edit(long minute)
    {
        if (!_minutes.TryGetValue(minute, out var cells))
        {
            _minutes[minute] = cells = [];
        }

        return cells;
    }

    /// <summary>Cells of a minute.</summary>
    /// <param name="minute">Minutes since the Unix epoch.</param>
    public IReadOnlyDictionary<WatchKey, WatchCell> Of(long minute) => _minutes.GetValueOrDefault(minute, Nothing);

    /// <summary>Adds a minute to the cells of a window.</summary>
    /// <param name="minute">Minutes since the Unix epoch.</param>
    /// <param name="window">The window's cells.</param>
    public void AddTo(long minute, Dictionary<WatchKey, WatchCell> window)
    {
        foreach (var (key, cell) in _minutes.GetValueOrDefault(minute, Nothing))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(window, key, out _).Add(cell);
        }
    }

    /// <summary>Forgets the minutes before one.</summary>
    /// <param name="minute">Minutes since the Unix epoch.</param>
    public void ForgetBefore(long minute)
    {
        while (First < minute)
        {
            _minutes.Remove(First.Value);
        }
    }
}
