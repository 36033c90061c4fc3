using System.Buffers;
using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>Events of one partition that were lost for good, part of its durable state: totals, and the newest gaps. Not thread-safe.</summary>
internal sealed class LossLedger
{
    /// <summary>Gaps kept; older ones count in the totals only.</summary>
    public const int MostGaps = 100;

    private const int HeadBytes = 16;
    private const int GapBytes = 24;
    private readonly Queue<SequenceGap> _newest = [];

    public LossLedger()
    {
    }

    private LossLedger(LossLedger other) =>
        (_newest, Gaps, Events) = (new Queue<SequenceGap>(other._newest), other.Gaps, other.Events);

    /// <summary>Gaps since the state began.</summary>
    public long Gaps { get; private set; }

    /// <summary>Events lost since the state began.</summary>
    public long Events { get; private set; }

    /// <summary>The newest gaps, oldest first.</summary>
    public IReadOnlyList<SequenceGap> Newest => [.. _newest];

    public LossLedger Copy() => new(this);

    public void Add(SequenceGap gap)
    {
        if (_newest.Count == MostGaps)
        {
            _newest.Dequeue();
        }

        _newest.Enqueue(gap);
        Gaps++;
        Events += gap.Last - gap.First + 1;
    }

    /// <summary>Writes the ledger for a snapshot; false, writing nothing, when nothing was lost.</summary>
    public bool TryWrite(IBufferWriter<byte> target)
    {
        if (Gaps == 0)
        {
            return false;
        }

        var span = target.GetSpan(HeadBytes + (_newest.Count * GapBytes));
        BinaryPrimitives.WriteInt64LittleEndian(span, Gaps);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], Events);
        var at = HeadBytes;
        foreach (var gap in _newest)
        {
            BinaryPrimitives.WriteInt64LittleEndian(span[at..], gap.First);
            BinaryPrimitives.WriteInt64LittleEndian(span[(at + 8)..], gap.Last);
            BinaryPrimitives.WriteInt64LittleEndian(span[(at + 16)..], gap.FoundAt.ToUnixTimeMilliseconds());
            at += GapBytes;
        }

        target.Advance(at);
        return true;
    }

    /// <summary>Reads what <see cref="TryWrite"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are malformed.</exception>
    public void Load(ReadOnlySpan<byte> source)
    {
        if (source.Length < HeadBytes || (source.Length - HeadBytes) % GapBytes != 0)
        {
            throw new FormatException($"losses of {HeadBytes} bytes and {GapBytes} for each gap, got {source.Length}");
        }

        _newest.Clear();
        for (var at = HeadBytes; at < source.Length; at += GapBytes)
        {
            _newest.Enqueue(new SequenceGap(
                BinaryPrimitives.ReadInt64LittleEndian(source[at..]),
                BinaryPrimitives.ReadInt64LittleEndian(source[(at + 8)..]),
                DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(source[(at + 16)..]))));
        }

        (Gaps, Events) = (BinaryPrimitives.ReadInt64LittleEndian(source), BinaryPrimitives.ReadInt64LittleEndian(source[8..]));
    }
}
