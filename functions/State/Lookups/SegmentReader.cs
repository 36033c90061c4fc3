using Azure;
using Azure.Storage.Blobs;

namespace XbFunctions.State;

/// <summary>Finds keys in single segments with few range reads, most of them saved by the cache. Thread-safe.</summary>
internal sealed class SegmentReader(BlobContainerClient container, SegmentCache cache)
{
    private const int DirectoryPart = -1;

    // Covers the directory of a segment of some 40,000 answers; a larger one takes a second read.
    private const int FrontBytes = 64 * 1024;

    /// <summary>Gets a directory that is in memory.</summary>
    public bool TryGetOpen(SegmentName name, out SegmentDirectory directory) => cache.TryGet(name.Blob, DirectoryPart, out directory);

    /// <summary>Reads a segment's directory; null when the segment has gone.</summary>
    public async Task<SegmentDirectory?> OpenAsync(SegmentName name, CancellationToken cancellationToken)
    {
        var front = await StoredBlob.TryReadAsync(container, name.Blob, new HttpRange(0, FrontBytes), cancellationToken).ConfigureAwait(false);
        if (front is null)
        {
            return null;
        }

        var blob = $"{container.Name}/{name.Blob}";
        var length = SegmentDirectory.BytesOf(blob, front.Value.Span);
        if (length > front.Value.Length)
        {
            front = await StoredBlob.TryReadAsync(container, name.Blob, new HttpRange(0, length), cancellationToken).ConfigureAwait(false);
        }

        if (front is null)
        {
            return null;
        }

        if (length > front.Value.Length || length < SegmentDirectory.HeaderBytes + SegmentDirectory.ChecksumBytes)
        {
            throw new CorruptStateException(blob, 8, $"a directory within {front.Value.Length} bytes", $"{length} bytes");
        }

        var directory = SegmentDirectory.Read(blob, front.Value[..length].ToArray());
        cache.Add(name.Blob, DirectoryPart, directory, length);
        return directory;
    }

    /// <summary>Reads the block that can hold a hash; null when the segment has gone.</summary>
    public async ValueTask<byte[]?> ReadBlockAsync(
        SegmentName name, SegmentDirectory directory, int block, CancellationToken cancellationToken)
    {
        if (cache.TryGet<byte[]>(name.Blob, block, out var raw))
        {
            return raw;
        }

        var row = directory.Block(block);
        var stored = await StoredBlob.TryReadAsync(
            container, name.Blob, new HttpRange(row.Position, row.StoredBytes), cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            return null;
        }

        raw = row.Unpack($"{container.Name}/{name.Blob}", stored.Value.Span);
        cache.Add(name.Blob, block, raw, raw.Length);
        return raw;
    }

    /// <summary>Finds a key in an unpacked block.</summary>
    public static bool TryFind(byte[] block, ReadOnlySpan<byte> key, out long sequence, out ReadOnlyMemory<byte> value)
    {
        var position = 0;
        while (LookupEntry.TryRead(block.AsSpan(position), out var entry, out var length))
        {
            position += length;
            if (entry.Key.SequenceEqual(key))
            {
                sequence = entry.Sequence;
                value = block.AsMemory(position - entry.Value.Length, entry.Value.Length);
                return true;
            }
        }

        (sequence, value) = (-1, default);
        return false;
    }
}
