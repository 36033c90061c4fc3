using System.Buffers;
using System.Text;

namespace XbFunctions.State;

/// <summary>Answers of one partition and day that wait to be written as one segment. Not thread-safe.</summary>
internal sealed class LookupBuffer
{
    private readonly List<Waiting> _entries = [];
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>First sequence number covered.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>Last sequence number covered.</summary>
    public long Last { get; private set; } = -1;

    /// <summary>Bytes of keys and values.</summary>
    public int Bytes => _bytes.WrittenCount;

    /// <summary>Adds an answer of a committed record; a later one of the same key replaces it.</summary>
    public void Add(long firstSequence, long lastSequence, string key, ReadOnlySpan<byte> value)
    {
        First = Math.Min(First, firstSequence);
        Last = Math.Max(Last, lastSequence);
        var offset = _bytes.WrittenCount;
        var keyBytes = (int)Encoding.UTF8.GetBytes(key, _bytes);
        var hash = IdHash.Of(_bytes.WrittenSpan.Slice(offset, keyBytes));
        _bytes.Write(value);
        _entries.Add(new Waiting(hash, lastSequence, _entries.Count, offset, keyBytes, value.Length));
    }

    /// <summary>Builds the segment: sorted by hash, each key once with its newest value.</summary>
    public byte[] Build()
    {
        _entries.Sort(Compare);
        var writer = new SegmentWriter();
        for (var index = 0; index < _entries.Count; index++)
        {
            var entry = _entries[index];
            if (index == 0 || entry.Hash != _entries[index - 1].Hash || !Key(entry).SequenceEqual(Key(_entries[index - 1])))
            {
                writer.Add(entry.Hash, new LookupEntry(entry.Sequence, Key(entry), Value(entry)));
            }
        }

        return writer.Finish(First, Last);
    }

    private int Compare(Waiting left, Waiting right)
    {
        var order = left.Hash.CompareTo(right.Hash);
        if (order == 0)
        {
            order = Key(left).SequenceCompareTo(Key(right));
        }

        return order != 0 ? order : right.Added.CompareTo(left.Added);
    }

    private ReadOnlySpan<byte> Key(in Waiting entry) => _bytes.WrittenSpan.Slice(entry.Offset, entry.KeyBytes);

    private ReadOnlySpan<byte> Value(in Waiting entry) => _bytes.WrittenSpan.Slice(entry.Offset + entry.KeyBytes, entry.ValueBytes);

    private readonly record struct Waiting(ulong Hash, long Sequence, int Added, int Offset, int KeyBytes, int ValueBytes);
}
