using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>
/// How far event time has come in one partition, and how many events came how late. The default value has seen nothing. All times are
/// milliseconds since the Unix epoch.
/// </summary>
/// <remarks>
/// The watermark is the newest event time seen, and never ahead of the newest arrival: a producer's clock that runs ahead, by whatever
/// amount, moves it no further than honest events do. It never goes back. It is part of the state: a replay of the same events gives the same.
/// </remarks>
public record struct Watermark
{
    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public const int Bytes = 40;

    private long _time;
    private long _onTime;
    private long _late;
    private long _tooLate;
    private long _tooEarly;

    /// <summary>The watermark; 0 before any event.</summary>
    public readonly long TimeMs => _time;

    /// <summary>Events not before the watermark.</summary>
    public readonly long OnTime => _onTime;

    /// <summary>Events before the watermark that counted.</summary>
    public readonly long Late => _late;

    /// <summary>Events that came too late to count.</summary>
    public readonly long TooLate => _tooLate;

    /// <summary>Events with a time too far after their arrival to count.</summary>
    public readonly long TooEarly => _tooEarly;

    /// <summary>Times an event and moves the watermark.</summary>
    /// <param name="eventMs">When it happened, by its producer.</param>
    /// <param name="arrivalMs">When the hub accepted it, or the clock that its age is judged by.</param>
    /// <param name="rule">What is still taken.</param>
    /// <returns>Whether the event counts; one that is <see cref="EventTiming.TooLate"/> or <see cref="EventTiming.TooEarly"/> does not, and goes where the caller keeps such events.</returns>
    public EventTiming Observe(long eventMs, long arrivalMs, EventTimeRule rule)
    {
        if (eventMs > arrivalMs && eventMs - arrivalMs > rule.FutureToleranceMs)
        {
            _tooEarly++;
            return EventTiming.TooEarly;
        }

        if (eventMs < ClosedBefore(rule))
        {
            _tooLate++;
            return EventTiming.TooLate;
        }

        var isLate = eventMs < _time;
        _time = Math.Max(_time, Math.Min(eventMs, arrivalMs));
        if (isLate)
        {
            _late++;
            return EventTiming.Late;
        }

        _onTime++;
        return EventTiming.OnTime;
    }

    /// <summary>The time before which no event counts any more: windows that end by then are complete.</summary>
    /// <param name="rule">The rule given to <see cref="Observe"/>.</param>
    public readonly long ClosedBefore(EventTimeRule rule) => _time - rule.AllowedLatenessMs;

    /// <summary>Writes the watermark and its counts, little-endian, in the order of the properties.</summary>
    /// <param name="target">At least <see cref="Bytes"/> bytes.</param>
    public readonly void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, _time);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], _onTime);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], _late);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], _tooLate);
        BinaryPrimitives.WriteInt64LittleEndian(target[32..], _tooEarly);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">At least <see cref="Bytes"/> bytes.</param>
    public static Watermark Read(ReadOnlySpan<byte> source) => new()
    {
        _time = BinaryPrimitives.ReadInt64LittleEndian(source),
        _onTime = BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
        _late = BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
        _tooLate = BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
        _tooEarly = BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
    };
}
