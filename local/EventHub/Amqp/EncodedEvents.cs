using System.Collections;
using System.Collections.Concurrent;

namespace XbFunctions.EventHub;

/// <summary>
/// Events encoded for a partition log, one slice each, in a buffer that is used again: a batch of some MB in an array of its own is cleared by
/// the runtime, mapped by the kernel and collected with everything else. Not thread-safe; the slices end with <see cref="Dispose"/>.
/// </summary>
internal sealed class EncodedEvents : IReadOnlyList<EventSlice>, IDisposable
{
    private const int MostIdle = 16;
    private static readonly ConcurrentBag<EncodedEvents> Idle = [];

    private readonly AmqpWriter _bytes = new(64 << 10);
    private readonly List<(int Inside, int End)> _bounds = [];

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
            var (start, (inside, end)) = (index == 0 ? 0 : _bounds[index - 1].End, _bounds[index]);
            var written = _bytes.Written;
            return new EventSlice(default, written[start..inside], inside > start ? 2 : 0, inside > start, written[inside..end]);
        }
    }

    /// <summary>Encodes events.</summary>
    /// <param name="events">The events.</param>
    /// <param name="keepsKeys">Whether the events' own partition keys are kept; the log writes that of the batch.</param>
    public static EncodedEvents Of(IReadOnlyList<HubEvent> events, bool keepsKeys)
    {
        var encoded = Rent();
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

    /// <summary>Begins without an event.</summary>
    public static EncodedEvents Rent() => Idle.TryTake(out var idle) ? idle : new EncodedEvents();

    /// <summary>Encodes one more event.</summary>
    /// <param name="item">The event.</param>
    /// <param name="keepsKeys">Whether its own partition key is kept.</param>
    public void Add(HubEvent item, bool keepsKeys)
    {
        var inside = Begin(keepsKeys ? item.PartitionKey : null);
        EventEncoder.WriteRest(_bytes, item);
        _bounds.Add((inside, _bytes.Length));
    }

    /// <summary>Encodes one more event that is no object.</summary>
    /// <param name="partitionKey">Its own partition key.</param>
    /// <param name="messageId">Its message id.</param>
    /// <param name="contentType">Content type of its body, ASCII.</param>
    /// <param name="properties">Application properties.</param>
    /// <param name="body">The body.</param>
    public void Add(
        string? partitionKey, string? messageId, string? contentType, ReadOnlySpan<KeyValuePair<string, object>> properties, ReadOnlySpan<byte> body)
    {
        var inside = Begin(partitionKey);
        EventEncoder.WriteRest(_bytes, messageId, contentType, properties, body);
        _bounds.Add((inside, _bytes.Length));
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_bytes.Capacity <= AmqpWriter.KeptBytes && Idle.Count < MostIdle)
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

    private int Begin(string? partitionKey)
    {
        if (partitionKey is not null)
        {
            EventEncoder.WriteKey(_bytes, partitionKey);
        }

        return _bytes.Length;
    }
}
