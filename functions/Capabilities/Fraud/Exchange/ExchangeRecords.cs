using System.Buffers;
using System.Buffers.Binary;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Records of a frame: kind (1 byte), key (8 bytes, little-endian), then the sums as <see cref="SellerHistory.Write"/> or
/// <see cref="SharedUse.Write"/> lays them out. Absolute, not what was added: a record that comes twice does no harm.
/// </summary>
internal static class ExchangeRecords
{
    private const int HeadBytes = 9;

    /// <summary>Writes a seller.</summary>
    /// <param name="seller">Hash of the seller.</param>
    /// <param name="history">What its partition knows of it.</param>
    /// <param name="target">Destination.</param>
    public static void Write(uint seller, SellerHistory history, IBufferWriter<byte> target)
    {
        WriteHead(SharedKind.Seller, seller, target);
        history.Write(target);
    }

    /// <summary>Writes an instrument, a device or a delivery address.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="key">Low half of its pseudonym.</param>
    /// <param name="history">What its partition knows of it.</param>
    /// <param name="payments">Most payments, the latest ones.</param>
    /// <param name="target">Destination.</param>
    public static void Write(SharedKind kind, ulong key, in EntityHistory history, int payments, IBufferWriter<byte> target)
    {
        WriteHead(kind, key, target);
        SharedUse.Write(history, payments, target);
    }

    /// <summary>Reads records into a book.</summary>
    /// <param name="records">What was written, one after another.</param>
    /// <param name="book">Takes them.</param>
    /// <param name="partition">Index of the partition that wrote them.</param>
    /// <param name="version">Version of the frame that they stood in.</param>
    /// <param name="tellsAll">Whether they are of everything that the partition tells.</param>
    /// <exception cref="InvalidDataException">They are nothing that this class writes.</exception>
    public static void Read(ReadOnlySpan<byte> records, PeerBook book, int partition, int version, bool tellsAll)
    {
        for (var position = 0; position < records.Length;)
        {
            try
            {
                var record = records[position..];
                var key = BinaryPrimitives.ReadUInt64LittleEndian(record[1..]);
                position += HeadBytes + ReadSums((SharedKind)record[0], key, record[HeadBytes..], book, partition, version, tellsAll);
            }
            catch (Exception fault) when (fault is ArgumentOutOfRangeException or OverflowException)
            {
                throw new InvalidDataException($"A record of the exchange that begins at byte {position} of {records.Length} ends too late.", fault);
            }
        }
    }

    private static int ReadSums(SharedKind kind, ulong key, ReadOnlySpan<byte> sums, PeerBook book, int partition, int version, bool tellsAll)
    {
        int read;
        if (kind == SharedKind.Seller)
        {
            book.Sellers.Set(key, partition, SellerHistory.Read(sums, out read));
            return read;
        }

        var table = kind switch
        {
            SharedKind.Instrument => book.Instruments,
            SharedKind.Device => book.Devices,
            SharedKind.Address => book.Addresses,
            _ => throw new InvalidDataException(
                $"A record of the exchange is of kind {(byte)kind}; expected {(byte)SharedKind.Seller} to {(byte)SharedKind.Address}."),
        };
        if (version < SharedUse.FirstVersion)
        {
            table.Set(key, partition, SharedUse.ReadOld(sums, version, out read));
            return read;
        }

        sums = SharedUse.RecordIn(sums);
        book.Keep(table, key, partition, sums, tellsAll);
        return sums.Length;
    }

    private static void WriteHead(SharedKind kind, ulong key, IBufferWriter<byte> target)
    {
        var span = target.GetSpan(HeadBytes);
        span[0] = (byte)kind;
        BinaryPrimitives.WriteUInt64LittleEndian(span[1..], key);
        target.Advance(HeadBytes);
    }
}
