using System.Collections;
using System.Collections.Concurrent;

namespace XbFunctions.EventHub;

/// <summary>
/// Events encoded for a partition log, one slice each, in a buffer that is used again: a batch of some MB in an array of its own is cleared by
/// the runtime, mapped by the kernel and collected with everything else. Not thread-safe; the slices end with <see cref="Dispose"/>.
/// </summary>
internal sealed class EncodedEvents : IReadOnlyList<EventSlice>, IDisposable
{
    // One huge batch must not keep its buffer for the life of the process.
    private const int KeptBytes = 8 << 20;
    private const int MostIdle = 16;
    private static readonly ConcurrentBag<EncodedEvents> Idle = [];

    private readonly AmqpWriter _bytes = new(64 << 10);
    private readonly List<(int Start, int Inside, int End)> _bounds = [];

    private EncodedEvents()
    {
    }

    /// <summary>Number of events.</summary>
    public int Count => _bounds.Count;

    /// <summary>One event.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public EventSlice this[int index]
    {
        get
        {
            var (start, inside, end) = _bounds[index];
            return new EventSlice(default, _bytes.Written[start..inside], inside > start ? 2 : 0, inside > start, _bytes.Written[inside..end]);
        }
    }

    /// <summary>Encodes events.</summary>
    /// <param name="events">The events.</param>
    /// <param name="keepsKeys">Whether the events' own partition keys are kept; the log writes that of the batch.</param>
    public static EncodedEvents Of(IReadOnlyList<HubEvent> events, bool keepsKeys)
    {
        var encoded = Idle.TryTake(out var idle) ? idle : new EncodedEvents();
        try
        {
            for (var index = 0; index < events.Count; index++)
            {
                encoded.Add(events[index], keepsKeys);
            }

            return encoded;
        }
        catch
        {
            encoded.Dispose();
            throw;
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_bytes.Capacity <= KeptBytes && Idle.Count < MostIdle)
        {
            _bytes.Clear();
            _bounds.Clear();
            Idle.Add(this);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<EventSlice> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(HubEvent item, bool keepsKeys)
    {
        var start = _bytes.Length;
        if (keepsKeys && item.PartitionKey is { } key)
        {
            EventEncoder.WriteKey(_bytes, key);
        }

        var inside = _bytes.Length;
        EventEncoder.WriteRest(_bytes, item);
        _bounds.Add((start, inside, _bytes.Length));
    }
}
