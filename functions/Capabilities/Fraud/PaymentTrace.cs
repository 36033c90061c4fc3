using System.Buffers.Binary;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What velocity windows remember of one payment: no text, no raw identifier.</summary>
/// <param name="OccurredAtMs">Event time, milliseconds since the Unix epoch.</param>
/// <param name="Instrument">Pseudonym of the instrument; 0 when unknown.</param>
/// <param name="Device">Pseudonym of the device; 0 when the payment named none.</param>
/// <param name="Amount">Amount in major units of the base currency.</param>
/// <param name="Customer">Low half of the customer's pseudonym.</param>
/// <param name="Seller">Hash of the seller; 0 when unknown.</param>
/// <param name="Payment">Low half of the payment's hash, to find it again when its label arrives.</param>
/// <param name="ShippingCountry">Packed country code; 0 when unknown.</param>
/// <param name="IpCountry">Packed country code; 0 when unknown.</param>
/// <param name="Mismatches">Which comparisons of the payment's countries, language and currency differ.</param>
/// <param name="Marks">What labels have said of it since.</param>
/// <param name="Address">Pseudonym of the delivery address; 0 when the payment named none.</param>
public readonly record struct PaymentTrace(
    long OccurredAtMs,
    ulong Instrument,
    ulong Device,
    float Amount,
    uint Customer,
    uint Seller,
    uint Payment,
    ushort ShippingCountry,
    ushort IpCountry,
    PaymentMismatches Mismatches = PaymentMismatches.None,
    PaymentMarks Marks = PaymentMarks.None,
    ulong Address = 0)
{
    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public const int Size = 56;

    /// <summary>Bytes of a trace in snapshots of version 3, in journals of their time and in exchanged frames of version 1: without the address.</summary>
    internal const int SizeOfVersion3 = 48;

    /// <summary>Bytes of a trace in snapshots of version 1 and 2 and in journals of their time: without the last three members.</summary>
    internal const int SizeOfVersion2 = 44;

    /// <summary>Event time in whole seconds since the Unix epoch.</summary>
    public uint OccurredAtSecond => (uint)Math.Clamp(OccurredAtMs / 1_000, 0, uint.MaxValue);

    /// <summary>Writes the trace, little-endian, fields in the order of the constructor.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, OccurredAtMs);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], Instrument);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], Device);
        BinaryPrimitives.WriteSingleLittleEndian(target[24..], Amount);
        BinaryPrimitives.WriteUInt32LittleEndian(target[28..], Customer);
        BinaryPrimitives.WriteUInt32LittleEndian(target[32..], Seller);
        BinaryPrimitives.WriteUInt32LittleEndian(target[36..], Payment);
        BinaryPrimitives.WriteUInt16LittleEndian(target[40..], ShippingCountry);
        BinaryPrimitives.WriteUInt16LittleEndian(target[42..], IpCountry);
        BinaryPrimitives.WriteUInt16LittleEndian(target[44..], (ushort)Mismatches);
        BinaryPrimitives.WriteUInt16LittleEndian(target[46..], (ushort)Marks);
        BinaryPrimitives.WriteUInt64LittleEndian(target[48..], Address);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static PaymentTrace Read(ReadOnlySpan<byte> source) =>
        ReadVersion3(source) with { Address = BinaryPrimitives.ReadUInt64LittleEndian(source[48..]) };

    /// <summary>Reads a trace of <see cref="SizeOfVersion3"/> bytes.</summary>
    /// <param name="source">At least those bytes.</param>
    internal static PaymentTrace ReadVersion3(ReadOnlySpan<byte> source) => ReadVersion2(source) with
    {
        Mismatches = (PaymentMismatches)BinaryPrimitives.ReadUInt16LittleEndian(source[44..]),
        Marks = (PaymentMarks)BinaryPrimitives.ReadUInt16LittleEndian(source[46..]),
    };

    /// <summary>Reads a trace of <see cref="SizeOfVersion2"/> bytes.</summary>
    /// <param name="source">At least those bytes.</param>
    internal static PaymentTrace ReadVersion2(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source),
        BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadSingleLittleEndian(source[24..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[28..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[32..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[36..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[40..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[42..]));
}
