using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Sales;

/// <summary>What one partition counted of one product in one market on one day. The default is an empty cell.</summary>
/// <param name="Since">Sequence number of the event that began the cell. A cell that was forgotten begins anew under another number, in a row of its own.</param>
/// <param name="Market">The storefront.</param>
/// <param name="Day">Day of the market's calendar.</param>
/// <param name="Sku">The product; null in an empty cell.</param>
/// <param name="Units">Pieces sold, 0 or more.</param>
/// <param name="Returned">Pieces that came back on that day, 0 or more.</param>
/// <param name="RevenueCents">Euro cents taken for the sold pieces, 0 or more.</param>
/// <param name="RefundCents">Euro cents given back for the returned pieces, 0 or more.</param>
public readonly record struct SalesCell(
    long Since, CountryCode Market, DateOnly Day, string? Sku, long Units, long Returned, long RevenueCents, long RefundCents) : IStateValue<SalesCell>
{
    private const int FixedBytes = 48;

    /// <inheritdoc/>
    public static SalesCell Create() => default;

    /// <inheritdoc/>
    public static SalesCell Read(ReadOnlySpan<byte> source, out int read)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(source[46..]);
        read = FixedBytes + length;
        return new SalesCell(
            BinaryPrimitives.ReadInt64LittleEndian(source),
            CountryCode.FromPacked(BinaryPrimitives.ReadUInt16LittleEndian(source[8..])),
            DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32LittleEndian(source[10..])),
            Encoding.UTF8.GetString(source.Slice(FixedBytes, length)),
            BinaryPrimitives.ReadInt64LittleEndian(source[14..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[22..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[30..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[38..]));
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        var sku = Encoding.UTF8.GetBytes(Sku ?? "");
        var bytes = target.GetSpan(FixedBytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Since);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], Market.Packed);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[10..], Day.DayNumber);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[14..], Units);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[22..], Returned);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[30..], RevenueCents);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[38..], RefundCents);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[46..], (ushort)sku.Length);
        target.Advance(FixedBytes);
        target.Write(sku);
    }
}
