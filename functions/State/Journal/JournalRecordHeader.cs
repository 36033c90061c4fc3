using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>The 64 bytes before a journal record's payload; drawn in <c>docs/formats/journal.md</c>.</summary>
/// <param name="Kind">What the record says.</param>
/// <param name="Part">Index of this part of a batch too large for one block, from 0.</param>
/// <param name="Parts">Number of parts, 1 for most records; the batch counts only when all of them are there, one after another.</param>
/// <param name="Writer">Random number of the owner that wrote it; tells its own lost answer from another owner's record.</param>
/// <param name="FirstSequence">First sequence number of the batch, or the last committed one for other kinds.</param>
/// <param name="LastSequence">Last sequence number that is committed once this record counts; -1 before any event.</param>
/// <param name="EnqueuedAt">When the hub accepted the last event, in whole milliseconds.</param>
/// <param name="PublishedThrough">Outputs of records up to this sequence number had been published when the record was written.</param>
/// <param name="LookupsThrough">Lookups of records up to this sequence number had been written when the record was written.</param>
internal readonly record struct JournalRecordHeader(
    JournalRecordKind Kind,
    ushort Part,
    ushort Parts,
    ulong Writer,
    long FirstSequence,
    long LastSequence,
    DateTimeOffset EnqueuedAt,
    long PublishedThrough,
    long LookupsThrough)
{
    public const int Bytes = 64;

    /// <summary>The version written; read too are 1, which has no gaps, 2, which packs nothing, 3, which has all bodies whole, and 4, whose events are no changes.</summary>
    public const byte Version = 5;

    private const int ChecksummedFrom = 8;

    /// <summary>How the payload is stored.</summary>
    public JournalPacking Packing { get; init; }

    /// <summary>Completes a record whose payload already stands behind the header.</summary>
    /// <param name="record">The whole record; its first <see cref="Bytes"/> are overwritten.</param>
    public void Write(Span<byte> record)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)record.Length);
        record[8] = Version;
        record[9] = (byte)Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(record[10..], Part);
        BinaryPrimitives.WriteUInt16LittleEndian(record[12..], Parts);
        record[14] = (byte)Packing;
        record[15] = 0;
        BinaryPrimitives.WriteUInt64LittleEndian(record[16..], Writer);
        BinaryPrimitives.WriteInt64LittleEndian(record[24..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(record[32..], LastSequence);
        BinaryPrimitives.WriteInt64LittleEndian(record[40..], EnqueuedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(record[48..], PublishedThrough);
        BinaryPrimitives.WriteInt64LittleEndian(record[56..], LookupsThrough);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc32C.Of(record[ChecksummedFrom..]));
    }

    /// <summary>Reads the length that a record's first four bytes state.</summary>
    public static uint LengthOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt32LittleEndian(record);

    /// <summary>Reads and checks a whole record.</summary>
    /// <param name="record">As many bytes as the record's length states, at least <see cref="Bytes"/>.</param>
    /// <param name="header">The header, meaningful when the record is good.</param>
    /// <param name="expected">What a good record holds, when it is not good.</param>
    /// <param name="got">What was found, when it is not good.</param>
    public static bool TryRead(ReadOnlySpan<byte> record, out JournalRecordHeader header, out string expected, out string got)
    {
        header = default;
        (expected, got) = (string.Empty, string.Empty);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        var actual = Crc32C.Of(record[ChecksummedFrom..]);
        if (stated != actual)
        {
            (expected, got) = ($"CRC-32C {stated:x8}", $"{actual:x8}");
            return false;
        }

        if (record[8] is 0 or > Version)
        {
            (expected, got) = ($"record version 1 to {Version}", $"{record[8]}");
            return false;
        }

        header = new JournalRecordHeader(
            (JournalRecordKind)record[9],
            BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
            BinaryPrimitives.ReadUInt16LittleEndian(record[12..]),
            BinaryPrimitives.ReadUInt64LittleEndian(record[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(record[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(record[32..]),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(record[40..])),
            BinaryPrimitives.ReadInt64LittleEndian(record[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(record[56..])) { Packing = (JournalPacking)record[14] };
        if (header.Packing > (record[8] < 3 ? JournalPacking.None : JournalPacking.Zstandard))
        {
            (expected, got) = ("packing 0 or 1, and 0 below version 3", $"{record[14]} in version {record[8]}");
            return false;
        }

        var newest = record[8] == 1 ? JournalRecordKind.Seal : JournalRecordKind.Gap;
        if (header.Kind >= JournalRecordKind.Batch && header.Kind <= newest && header.Part < header.Parts)
        {
            return true;
        }

        (expected, got) = ($"kind 1 to {(byte)newest} and a part below the number of parts", $"kind {record[9]}, part {header.Part} of {header.Parts}");
        return false;
    }
}
