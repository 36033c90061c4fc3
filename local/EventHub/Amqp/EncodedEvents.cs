using System.Buffers.Text;
using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace XbFunctions.EventHub;

/// <summary>
/// Events encoded as the records of a partition log, but for what their place says, in a buffer that is used again: a batch of some MB in an array of
/// its own is cleared by the runtime, mapped by the kernel and collected with everything else. A log that can place them as they are writes them
/// from here; any other takes the slices. Not thread-safe; the slices end with <see cref="Dispose"/>.
/// </summary>
internal sealed class EncodedEvents : IReadOnlyList<EventSlice>, IDisposable
{
    private const int MostIdle = 16;
    private static readonly ConcurrentBag<EncodedEvents> Idle = [];

    // Of the record's head, the head of the section and that of the map.
    private const int BeforeAnnotations = LogRecord.HeadSize + 3 + 9;

    // Room for the record's head, the begin of the annotations of an event that has a key, and the name of the key.
    private static readonly byte[] BeforeKey = MakeBeforeKey();

    private readonly AmqpWriter _bytes = new(64 << 10);
    private readonly AmqpWriter _hubAnnotations = new(128);
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
            var (start, (inside, end)) = (StartOf(index) + BeforeAnnotations, _bounds[index]);
            var written = _bytes.Written;
            return new EventSlice(
                default, written[start..inside], inside > start ? 2 : 0, inside > start, written[(inside + _hubAnnotations.Length)..end]);
        }
    }

    /// <summary>Encodes events.</summary>
    /// <param name="events">The events.</param>
    /// <param name="keepsKeys">Whether the events' own partition keys are kept; the log writes that of the batch.</param>
    /// <param name="nextOffset">As for <see cref="Rent"/>.</param>
    public static EncodedEvents Of(IReadOnlyList<HubEvent> events, bool keepsKeys, long nextOffset = 0)
    {
        var (encoded, key) = (Rent(nextOffset), new EncodedKey());
        try
        {
            for (var index = 0; index < events.Count; index++)
            {
                key.Set(keepsKeys ? events[index].PartitionKey : null);
                encoded.Add(events[index], key);
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
    /// <param name="nextOffset">Where the log will probably put the first one: room is left for so many digits.</param>
    public static EncodedEvents Rent(long nextOffset)
    {
        var encoded = Idle.TryTake(out var idle) ? idle : new EncodedEvents();
        encoded._hubAnnotations.Clear();
        HubAnnotations.Write(encoded._hubAnnotations, 0, nextOffset, 0);
        return encoded;
    }

    /// <summary>Encodes one more event.</summary>
    /// <param name="item">The event.</param>
    /// <param name="key">The partition key to keep with it.</param>
    public void Add(HubEvent item, EncodedKey key)
    {
        var inside = Begin(key.Value);
        EventEncoder.WriteRest(_bytes, item);
        _bounds.Add((inside, _bytes.Length));
    }

    /// <summary>Encodes one more event that is no object.</summary>
    /// <param name="template">What it has in common with others.</param>
    /// <param name="messageId">Its message id in UTF-8.</param>
    /// <param name="key">Its partition key.</param>
    /// <param name="body">Its body.</param>
    public void Add(EventTemplate template, ReadOnlySpan<byte> messageId, EncodedKey key, ReadOnlySpan<byte> body)
    {
        var inside = Begin(key.Value);
        template.Write(_bytes, messageId, body);
        _bounds.Add((inside, _bytes.Length));
    }

    /// <summary>Makes the events records of a log, where they stand.</summary>
    /// <param name="log">Where the log goes on.</param>
    /// <param name="enqueuedMilliseconds">Milliseconds since 1970 UTC.</param>
    /// <param name="batch">The records; they end with <see cref="Dispose"/>.</param>
    /// <returns>False where the room left for an offset is not as long as it: the events are as they were then.</returns>
    public bool TryPlace(in LogPosition log, long enqueuedMilliseconds, [NotNullWhen(true)] out LogBatch? batch)
    {
        batch = null;
        if (Count == 0 || !HasRoomFor(log.NextOffset) || !HasRoomFor(log.NextOffset + StartOf(Count - 1)))
        {
            return false;
        }

        var starts = new int[Count];
        var all = _bytes.GetWritten(0);
        for (var index = 0; index < starts.Length; index++)
        {
            var (start, (inside, end)) = (StartOf(index), _bounds[index]);
            var (sequence, offset) = (log.NextSequence + index, log.NextOffset + start);
            HubAnnotations.Overwrite(all.Slice(inside, _hubAnnotations.Length), sequence, offset, enqueuedMilliseconds);
            var flags = index + 1 < starts.Length ? LogRecordFlags.Followed : LogRecordFlags.None;
            new LogRecord(end - start - LogRecord.HeadSize, 0, flags, sequence, offset, enqueuedMilliseconds).WriteHead(all[start..end]);
            starts[index] = start;
        }

        batch = new LogBatch(_bytes.Written, starts, log.NextSequence, enqueuedMilliseconds);
        return true;
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

    private int StartOf(int index) => index == 0 ? 0 : _bounds[index - 1].End;

    private bool HasRoomFor(long offset)
    {
        Span<byte> digits = stackalloc byte[20];
        return Utf8Formatter.TryFormat(offset, digits, out var length) && HubAnnotations.Size(length) == _hubAnnotations.Length;
    }

    private static byte[] MakeBeforeKey()
    {
        var writer = new AmqpWriter(128);
        writer.Reserve(LogRecord.HeadSize).Clear();
        writer.WriteSection(AmqpFormat.MessageAnnotationsSection);
        writer.Begin(AmqpFormat.Map32);
        writer.WriteSymbol("x-opt-partition-key"u8);
        return writer.Written.ToArray();
    }

    /// <summary>Begins a record, whose head is written when it is placed.</summary>
    /// <param name="key">Its partition key as an AMQP value, or nothing.</param>
    /// <returns>Where the hub's annotations begin.</returns>
    private int Begin(ReadOnlySpan<byte> key)
    {
        var map = _bytes.Length + BeforeAnnotations - (2 * sizeof(int));
        _bytes.WriteRaw(key.IsEmpty ? BeforeKey.AsSpan(0, BeforeAnnotations) : BeforeKey);
        _bytes.WriteRaw(key);
        var inside = _bytes.Length;
        _bytes.WriteRaw(_hubAnnotations.Written.Span);
        _bytes.End(map, HubAnnotations.Values + (key.IsEmpty ? 0 : 2));
        return inside;
    }
}
