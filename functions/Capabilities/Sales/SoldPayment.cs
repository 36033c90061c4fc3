using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Sales;

/// <summary>What is remembered of a payment until its goods can no longer come back: what was bought, and nothing of the buyer.</summary>
/// <param name="Market">The storefront.</param>
/// <param name="Lines">What has not come back yet; null in an empty value.</param>
public readonly record struct SoldPayment(CountryCode Market, IReadOnlyList<SoldLine>? Lines) : IStateValue<SoldPayment>
{
    private const int HeadBytes = 4;
    private const int LineBytes = 14;

    /// <inheritdoc/>
    public static SoldPayment Create() => default;

    /// <inheritdoc/>
    public static SoldPayment Read(ReadOnlySpan<byte> source, out int read)
    {
        var market = CountryCode.FromPacked(BinaryPrimitives.ReadUInt16LittleEndian(source));
        var lines = new SoldLine[BinaryPrimitives.ReadUInt16LittleEndian(source[2..])];
        read = HeadBytes;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = source[read..];
            var length = BinaryPrimitives.ReadUInt16LittleEndian(line[12..]);
            lines[i] = new SoldLine(
                Encoding.UTF8.GetString(line.Slice(LineBytes, length)),
                BinaryPrimitives.ReadInt32LittleEndian(line),
                BinaryPrimitives.ReadInt64LittleEndian(line[4..]));
            read += LineBytes + length;
        }

        return new SoldPayment(market, lines);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        var lines = Lines ?? [];
        var head = target.GetSpan(HeadBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(head, Market.Packed);
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)lines.Count);
        target.Advance(HeadBytes);
        foreach (var line in lines)
        {
            var sku = Encoding.UTF8.GetBytes(line.Sku);
            var bytes = target.GetSpan(LineBytes);
            BinaryPrimitives.WriteInt32LittleEndian(bytes, line.Units);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[4..], line.Cents);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[12..], (ushort)sku.Length);
            target.Advance(LineBytes);
            target.Write(sku);
        }
    }

    /// <summary>Which lines a return takes back.</summary>
    /// <param name="cents">Euro cents that are given back; negative for the whole payment.</param>
    /// <returns>What came back and what is left. An amount that pays for whole pieces of one line is those pieces; any other is shared by
    /// the lines in proportion, with pieces to the nearest.</returns>
    public (IReadOnlyList<SoldLine> Back, SoldPayment Left) Return(long cents)
    {
        var lines = Lines ?? [];
        var total = lines.Sum(static line => line.Cents);
        if (cents < 0 || cents >= total)
        {
            return (lines, this with { Lines = [] });
        }

        var back = PiecesOfOneLine(lines, cents) ?? Shares(lines, cents, total);
        return (
            [.. back.Where(static line => line.Units > 0 || line.Cents > 0)],
            this with
            {
                Lines = [.. lines.Select((line, i) => line with { Units = line.Units - back[i].Units, Cents = line.Cents - back[i].Cents })
                    .Where(static line => line.Units > 0 || line.Cents > 0)],
            });
    }

    // A rate's rounding may move a line by a cent.
    private static SoldLine[]? PiecesOfOneLine(IReadOnlyList<SoldLine> lines, long cents)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var pieces = line.Cents == 0 ? 0 : (int)Math.Round((double)cents * line.Units / line.Cents);
            if (pieces >= 1 && pieces <= line.Units && Math.Abs(((double)line.Cents * pieces / line.Units) - cents) <= 1)
            {
                return [.. lines.Select((other, at) => other with { Units = at == i ? pieces : 0, Cents = at == i ? Math.Min(cents, line.Cents) : 0 })];
            }
        }

        return null;
    }

    private static SoldLine[] Shares(IReadOnlyList<SoldLine> lines, long cents, long total)
    {
        var shares = new SoldLine[lines.Count];
        var (seen, given) = (0L, 0L);
        for (var i = 0; i < lines.Count; i++)
        {
            seen += lines[i].Cents;
            var through = (long)((decimal)cents * seen / total);
            shares[i] = lines[i] with { Units = (int)Math.Round((double)cents * lines[i].Units / total), Cents = through - given };
            given = through;
        }

        return shares;
    }
}
