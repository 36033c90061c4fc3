namespace XbFunctions.State;

/// <summary>Goes through a whole segment's entries in their order, unpacking one block at a time.</summary>
internal sealed class SegmentCursor
{
    private readonly string _blob;
    private readonly ReadOnlyMemory<byte> _segment;
    private readonly SegmentDirectory _directory;
    private byte[] _block = [];
    private int _nextBlock;
    private int _position;
    private int _length;

    public SegmentCursor(string blob, ReadOnlyMemory<byte> segment)
    {
        (_blob, _segment) = (blob, segment);
        var bytes = SegmentDirectory.BytesOf(blob, segment.Span);
        if (bytes > segment.Length || bytes < SegmentDirectory.HeaderBytes + SegmentDirectory.ChecksumBytes)
        {
            throw new CorruptStateException(blob, 8, $"a directory within {segment.Length} bytes", $"{bytes} bytes");
        }

        _directory = SegmentDirectory.Read(blob, segment[..bytes]);
    }

    /// <summary>Hash of the current entry's key.</summary>
    public ulong Hash { get; private set; }

    /// <summary>The current entry; valid until the next move.</summary>
    public LookupEntry Current
    {
        get
        {
            LookupEntry.TryRead(_block.AsSpan(_position), out var entry, out _);
            return entry;
        }
    }

    /// <summary>Goes to the next entry; false at the end.</summary>
    /// <exception cref="CorruptStateException">A block is damaged.</exception>
    public bool MoveNext()
    {
        _position += _length;
        if (_position == _block.Length)
        {
            if (_nextBlock == _directory.Blocks)
            {
                return false;
            }

            var block = _directory.Block(_nextBlock++);
            var available = Math.Min(block.StoredBytes, Math.Max(0, _segment.Length - block.Position));
            _block = block.Unpack(_blob, _segment.Span.Slice((int)Math.Min(block.Position, _segment.Length), (int)available));
            _position = 0;
        }

        if (!LookupEntry.TryRead(_block.AsSpan(_position), out var entry, out _length))
        {
            throw new CorruptStateException(_blob, _directory.Block(_nextBlock - 1).Position, "whole entries", $"{_block.Length - _position} bytes left");
        }

        Hash = IdHash.Of(entry.Key);
        return true;
    }
}
