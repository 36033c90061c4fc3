using System.Buffers.Binary;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Decisions and declines of a partition by minute of event time over the last hour, and the exact explanations it may still afford. Part of the
/// state, fed by its decisions alone, so that a replay decides the same. Not thread-safe.
/// </summary>
public sealed class DeclineWindow
{
    /// <summary>Minutes remembered.</summary>
    public const int Minutes = 60;

    /// <summary>Payments for which one exact explanation is earned; the bound on what explanations add to a payment.</summary>
    public const int PaymentsPerExplanation = 200;

    /// <summary>Most exact explanations saved up.</summary>
    public const int MostExplanations = 200;

    private const int HeadBytes = 2 * sizeof(int);
    private const int EntryBytes = sizeof(long) + (2 * sizeof(int));
    private const int FullCredit = MostExplanations * PaymentsPerExplanation;
    private readonly long[] _minutes = new long[Minutes];
    private readonly int[] _decisions = new int[Minutes];
    private readonly int[] _declines = new int[Minutes];
    private int _credit = FullCredit;

    /// <summary>Whether one more exact explanation can be afforded.</summary>
    public bool CanExplain => _credit >= PaymentsPerExplanation;

    /// <summary>Counts a decision.</summary>
    /// <param name="occurredAtMs">Event time, milliseconds since the Unix epoch.</param>
    /// <param name="outcome">What was decided; anything but an approval takes an explanation.</param>
    public void Add(long occurredAtMs, DecisionOutcome outcome)
    {
        var minute = MinuteOf(occurredAtMs);
        var at = (int)(minute % Minutes);
        _credit = Math.Min(FullCredit, _credit + 1);
        _credit -= outcome != DecisionOutcome.Approve && CanExplain ? PaymentsPerExplanation : 0;
        if (_minutes[at] > minute)
        {
            // Later than an hour: its minute has been given to another.
            return;
        }

        if (_minutes[at] < minute)
        {
            (_minutes[at], _decisions[at], _declines[at]) = (minute, 0, 0);
        }

        _decisions[at]++;
        _declines[at] += outcome == DecisionOutcome.Decline ? 1 : 0;
    }

    /// <summary>Whether a cap leaves room for one more decline.</summary>
    /// <param name="cap">The cap.</param>
    /// <param name="occurredAtMs">Event time of the payment.</param>
    public bool Allows(DeclineCap cap, long occurredAtMs)
    {
        ArgumentNullException.ThrowIfNull(cap);
        var last = MinuteOf(occurredAtMs);
        var (decisions, declines) = (1L, 1L);
        for (var i = 0; i < Minutes; i++)
        {
            if (_minutes[i] <= last && _minutes[i] > last - cap.Minutes)
            {
                decisions += _decisions[i];
                declines += _declines[i];
            }
        }

        return declines <= Math.Max(cap.Minimum, (long)(cap.Share * decisions));
    }

    /// <summary>Makes another window equal to this one.</summary>
    /// <param name="target">The other one.</param>
    public void CopyTo(DeclineWindow target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _minutes.CopyTo(target._minutes, 0);
        _decisions.CopyTo(target._decisions, 0);
        _declines.CopyTo(target._declines, 0);
        target._credit = _credit;
    }

    /// <summary>Captures the window for a snapshot, little-endian: credit, number of minutes, then minute, decisions and declines of each.</summary>
    public IStateCapture Capture()
    {
        var used = _minutes.Count(static minute => minute > 0);
        var bytes = new byte[HeadBytes + (used * EntryBytes)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, _credit);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(int)), used);
        var target = bytes.AsSpan(HeadBytes);
        for (var i = 0; i < Minutes; i++)
        {
            if (_minutes[i] > 0)
            {
                BinaryPrimitives.WriteInt64LittleEndian(target, _minutes[i]);
                BinaryPrimitives.WriteInt32LittleEndian(target[sizeof(long)..], _decisions[i]);
                BinaryPrimitives.WriteInt32LittleEndian(target[(sizeof(long) + sizeof(int))..], _declines[i]);
                target = target[EntryBytes..];
            }
        }

        return new CopiedCapture(bytes);
    }

    /// <summary>Loads a captured window into an empty one.</summary>
    /// <param name="source">The bytes as the capture wrote them.</param>
    public void Load(ReadOnlySpan<byte> source)
    {
        _credit = BinaryPrimitives.ReadInt32LittleEndian(source);
        var used = BinaryPrimitives.ReadInt32LittleEndian(source[sizeof(int)..]);
        source = source[HeadBytes..];
        for (var i = 0; i < used; i++)
        {
            var minute = BinaryPrimitives.ReadInt64LittleEndian(source);
            var at = (int)(minute % Minutes);
            _minutes[at] = minute;
            _decisions[at] = BinaryPrimitives.ReadInt32LittleEndian(source[sizeof(long)..]);
            _declines[at] = BinaryPrimitives.ReadInt32LittleEndian(source[(sizeof(long) + sizeof(int))..]);
            source = source[EntryBytes..];
        }
    }

    // Times before the epoch share the first minute.
    private static long MinuteOf(long occurredAtMs) => Math.Max(1, occurredAtMs / 60_000);
}
