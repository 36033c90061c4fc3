using System.Buffers;
using System.Collections.Concurrent;
using ZstdSharp;

namespace XbFunctions.State;

/// <summary>
/// Packs the payloads of records: a store takes longer over each KB than packing does. Of level -1, 512 decisions with their features become a
/// fifth at some 800 MB/s. Safe for use by several threads.
/// </summary>
internal static class PayloadPacking
{
    /// <summary>Payloads below this many bytes are stored as they are: there is nothing to gain.</summary>
    public const int SmallestPayload = 1024;

    /// <summary>Most bytes that a payload may have before it is packed: what all parts of a batch could hold.</summary>
    public const int MaxPayload = PartitionJournal.MaxParts * PartitionJournal.MaxRecordBytes;

    private const int Level = -3;
    private static readonly ConcurrentBag<Compressor> Compressors = [];
    private static readonly ConcurrentBag<Decompressor> Decompressors = [];

    /// <summary>Appends a payload to a record, packed where that makes it shorter.</summary>
    /// <param name="record">Receives it.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>How it stands there.</returns>
    public static JournalPacking Write(ArrayBufferWriter<byte> record, ReadOnlySpan<byte> payload)
    {
        if (payload.Length is >= SmallestPayload and <= MaxPayload)
        {
            var compressor = Compressors.TryTake(out var idle) ? idle : new Compressor(Level);
            var packed = compressor.Wrap(payload, record.GetSpan(Compressor.GetCompressBound(payload.Length)));
            Compressors.Add(compressor);
            if (packed < payload.Length)
            {
                record.Advance(packed);
                return JournalPacking.Zstandard;
            }
        }

        record.Write(payload);
        return JournalPacking.None;
    }

    /// <summary>Unpacks a payload.</summary>
    /// <param name="stored">The bytes as they stand in the record, or in all parts of it.</param>
    /// <returns>The payload, in an array of its own.</returns>
    /// <exception cref="FormatException">The bytes are no frame of a payload.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> stored)
    {
        var decompressor = Decompressors.TryTake(out var idle) ? idle : new Decompressor();
        try
        {
            var size = Decompressor.GetDecompressedSize(stored);
            if (size > MaxPayload)
            {
                throw new FormatException($"a packed payload of at most {MaxPayload} bytes, got {size}");
            }

            var payload = new byte[size];
            var length = decompressor.Unwrap(stored, payload);
            return length == payload.Length ? payload : throw new FormatException($"{size} bytes in a packed payload, got {length}");
        }
        catch (ZstdException damaged)
        {
            throw new FormatException($"a Zstandard frame of {stored.Length} bytes ({damaged.Message})", damaged);
        }
        finally
        {
            Decompressors.Add(decompressor);
        }
    }
}
