using System.Globalization;

namespace XbFunctions.EventHub;

/// <summary>Where in a partition reading starts. The default value is the first retained event.</summary>
public readonly record struct EventPosition
{
    private EventPosition(EventPositionKind kind, long value, bool isInclusive) => (Kind, Value, IsInclusive) = (kind, value, isInclusive);

    /// <summary>The first retained event.</summary>
    public static EventPosition Earliest => default;

    /// <summary>The first event appended after reading began.</summary>
    public static EventPosition Latest => new(EventPositionKind.Latest, 0, isInclusive: false);

    internal EventPositionKind Kind { get; }

    /// <summary>Sequence number, offset, or milliseconds since 1970 UTC, by <see cref="Kind"/>.</summary>
    internal long Value { get; }

    /// <summary><see cref="Value"/> as it stands in a filter.</summary>
    internal string Text => Value.ToString(CultureInfo.InvariantCulture);

    internal bool IsInclusive { get; }

    /// <summary>From a sequence number.</summary>
    /// <param name="sequenceNumber">Sequence number.</param>
    /// <param name="isInclusive">Whether the event of that number is read too.</param>
    public static EventPosition FromSequenceNumber(long sequenceNumber, bool isInclusive = false) =>
        new(EventPositionKind.Sequence, sequenceNumber, isInclusive);

    /// <summary>From an offset.</summary>
    /// <param name="offset">Offset text of an event of that partition; "-1" is the start, "@latest" the end.</param>
    /// <param name="isInclusive">Whether the event of that offset is read too.</param>
    /// <exception cref="FormatException"><paramref name="offset"/> is neither a number nor one of the two names.</exception>
    public static EventPosition FromOffset(string offset, bool isInclusive = false) => offset switch
    {
        "-1" => Earliest,
        "@latest" => new(EventPositionKind.Latest, 0, isInclusive),
        _ => new(EventPositionKind.Offset, long.Parse(offset, CultureInfo.InvariantCulture), isInclusive),
    };

    /// <summary>From the first event appended at or after a time (<paramref name="isInclusive"/>), or after it.</summary>
    /// <param name="enqueuedAt">Time of appending; compared in whole milliseconds.</param>
    /// <param name="isInclusive">Whether an event of exactly that time is read too.</param>
    public static EventPosition FromEnqueuedTime(DateTimeOffset enqueuedAt, bool isInclusive = true) =>
        new(EventPositionKind.EnqueuedTime, enqueuedAt.ToUnixTimeMilliseconds(), isInclusive);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {(IsInclusive ? ">=" : ">")} {Value}";
}
