using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace XbFunctions.State;

/// <summary>Builds a segment in memory from entries that come in the order of their key's hash. Not thread-safe.</summary>
internal sealed class SegmentWriter
{
    private const int BlockBytes = 16 * 1024;

    // Quality 1 packs JSON answers to about a quarter at several hundred MB/s; higher ones gain little and cost much.
    private const int BrotliQuality = 1;
    private const int BrotliWindowBits = 16;

    private readonly ArrayBufferWriter<byte> _rows = new();
    private readonly ArrayBufferWriter<byte> _blocks = new();
    private readonly ArrayBufferWriter<byte> _block = new(BlockBytes);
    private readonly List<ulong> _hashes = [];
    private byte[] _packed = new byte[BlockBytes];
    private ulong _firstHash;

    /// <summary>Adds an entry.</summary>
    /// <param name="hash">Hash of the key, not below that of the entry before it.</param>
    /// <param name="entry">The entry; copied.</param>
    public void Add(ulong hash, in LookupEntry entry)
    {
        // Entries of one hash stay in one block, so that a search reads one block.
        if (_block.WrittenCount >= BlockBytes && hash != _hashes[^1])
        {
            CloseBlock();
        }

        if (_block.WrittenCount == 0)
        {
            _firstHash = hash;
        }

        _hashes.Add(hash);
        entry.Write(_block);
    }

    /// <summary>Completes the segment.</summary>
    /// <param name="first">First sequence number covered.</param>
    /// <param name="last">Last sequence number covered.</param>
    public byte[] Finish(long first, long last)
    {
        if (_block.WrittenCount > 0)
        {
            CloseBlock();
        }

        var bloomBytes = BloomFilter.BytesFor(_hashes.Count);
        var directoryBytes = SegmentDirectory.HeaderBytes + _rows.WrittenCount + bloomBytes + SegmentDirectory.ChecksumBytes;
        var segment = new byte[directoryBytes + _blocks.WrittenCount];
        SegmentDirectory.Magic.CopyTo(segment);
        BinaryPrimitives.WriteUInt16LittleEndian(segment.AsSpan(4), SegmentDirectory.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(segment.AsSpan(8), (uint)directoryBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(segment.AsSpan(12), (uint)(_rows.WrittenCount / SegmentDirectory.RowBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(segment.AsSpan(16), (uint)_hashes.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(segment.AsSpan(20), (uint)bloomBytes);
        BinaryPrimitives.WriteInt64LittleEndian(segment.AsSpan(24), first);
        BinaryPrimitives.WriteInt64LittleEndian(segment.AsSpan(32), last);
        BinaryPrimitives.WriteInt64LittleEndian(segment.AsSpan(40), _blocks.WrittenCount);
        _rows.WrittenSpan.CopyTo(segment.AsSpan(SegmentDirectory.HeaderBytes));
        var bloom = segment.AsSpan(SegmentDirectory.HeaderBytes + _rows.WrittenCount, bloomBytes);
        foreach (var hash in _hashes)
        {
            BloomFilter.Add(bloom, hash);
        }

        var checksummed = segment.AsSpan(0, directoryBytes - SegmentDirectory.ChecksumBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(segment.AsSpan(checksummed.Length), Crc32C.Of(checksummed));
        _blocks.WrittenSpan.CopyTo(segment.AsSpan(directoryBytes));
        return segment;
    }

    private void CloseBlock()
    {
        var raw = _block.WrittenSpan;
        if (_packed.Length < raw.Length)
        {
            _packed = new byte[raw.Length];
        }

        var isPacked = BrotliEncoder.TryCompress(raw, _packed.AsSpan(0, raw.Length - 1), out var packedBytes, BrotliQuality, BrotliWindowBits);
        var stored = isPacked ? _packed.AsSpan(0, packedBytes) : raw;
        var row = _rows.GetSpan(SegmentDirectory.RowBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(row, _firstHash);
        BinaryPrimitives.WriteUInt32LittleEndian(row[8..], (uint)_blocks.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(row[12..], (uint)stored.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(row[16..], (uint)raw.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(row[20..], Crc32C.Of(stored));
        _rows.Advance(SegmentDirectory.RowBytes);
        _blocks.Write(stored);
        _block.ResetWrittenCount();
    }
}
