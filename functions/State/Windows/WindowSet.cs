using System.Collections.Immutable;

namespace XbFunctions.State;

/// <summary>Several hopping windows over the same events, one behind the other in one key's bytes. Immutable.</summary>
public sealed class WindowSet
{
    private readonly ImmutableArray<(HoppingWindow Window, int Offset)> _windows;

    /// <summary>Makes a set.</summary>
    /// <param name="windows">The windows in the order of their totals; at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A window has no bucket, or buckets shorter than a second.</exception>
    public WindowSet(params ReadOnlySpan<HoppingWindow> windows)
    {
        ArgumentOutOfRangeException.ThrowIfZero(windows.Length, nameof(windows));
        var builder = ImmutableArray.CreateBuilder<(HoppingWindow, int)>(windows.Length);
        foreach (var window in windows)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(window.Buckets, 1, nameof(windows));
            ArgumentOutOfRangeException.ThrowIfLessThan(window.BucketMs, 1_000, nameof(windows));
            builder.Add((window, Bytes));
            Bytes += window.Bytes;
        }

        _windows = builder.MoveToImmutable();
    }

    /// <summary>The velocity windows: 10 min by 2 min, 1 h by 10 min, 24 h by 3 h, 7 d by 1 d, 30 d by 3 d; 236 bytes a key.</summary>
    public static WindowSet Velocity { get; } = new(
        new HoppingWindow(120_000, 5),
        new HoppingWindow(600_000, 6),
        new HoppingWindow(3 * 3_600_000, 8),
        new HoppingWindow(86_400_000, 7),
        new HoppingWindow(3 * 86_400_000, 10));

    /// <summary>Windows in the set.</summary>
    public int Count => _windows.Length;

    /// <summary>Bytes of one key.</summary>
    public int Bytes { get; }

    /// <summary>Counts an event in every window that still holds its time.</summary>
    /// <param name="key">The key's bytes, <see cref="Bytes"/> long; all zero for a new key.</param>
    /// <param name="timeMs">When it happened, milliseconds since the Unix epoch, checked against the future by <see cref="Watermark.Observe"/>.</param>
    /// <param name="amount">What is summed.</param>
    /// <returns>In how many windows it was counted.</returns>
    public int Add(Span<byte> key, long timeMs, float amount)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Bytes, nameof(key));
        var counted = 0;
        foreach (var (window, offset) in _windows)
        {
            counted += new HoppingRing(window, key.Slice(offset, window.Bytes)).Add(timeMs, amount) ? 1 : 0;
        }

        return counted;
    }

    /// <summary>Totals of every window at a time.</summary>
    /// <param name="key">The key's bytes.</param>
    /// <param name="timeMs">The time.</param>
    /// <param name="totals">Destination, <see cref="Count"/> long.</param>
    public void TotalsAt(Span<byte> key, long timeMs, Span<WindowTotal> totals)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Bytes, nameof(key));
        for (var index = 0; index < _windows.Length; index++)
        {
            var (window, offset) = _windows[index];
            totals[index] = new HoppingRing(window, key.Slice(offset, window.Bytes)).TotalAt(timeMs);
        }
    }
}
