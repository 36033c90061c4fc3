using System.IO.Compression;

namespace XbFunctions.State;

/// <summary>Where a block of entries stands and how it is packed.</summary>
/// <param name="Position">First byte in the blob.</param>
/// <param name="StoredBytes">Bytes in the blob.</param>
/// <param name="RawBytes">Bytes once unpacked; equal to the stored bytes when it is not packed.</param>
/// <param name="Checksum">CRC-32C of the stored bytes.</param>
internal readonly record struct SegmentBlock(long Position, int StoredBytes, int RawBytes, uint Checksum)
{
    /// <summary>Checks and unpacks a block.</summary>
    /// <exception cref="CorruptStateException">The bytes are not the block.</exception>
    public byte[] Unpack(string blob, ReadOnlySpan<byte> stored)
    {
        var actual = Crc32C.Of(stored);
        if (stored.Length != StoredBytes || actual != Checksum)
        {
            throw new CorruptStateException(
                blob, Position, $"a block of {StoredBytes} bytes with CRC-32C {Checksum:x8}", $"{stored.Length} bytes with {actual:x8}");
        }

        if (StoredBytes == RawBytes)
        {
            return stored.ToArray();
        }

        var raw = new byte[RawBytes];
        return BrotliDecoder.TryDecompress(stored, raw, out var written) && written == RawBytes
            ? raw
            : throw new CorruptStateException(blob, Position, $"a Brotli block of {RawBytes} bytes", $"{written} bytes");
    }
}
