using System.Buffers.Binary;
using System.Numerics;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <content>The bytes of the numbers.</content>
internal readonly partial record struct DecidedPayment
{
    private const int CustomerAt = 60;
    private const int KeysAt = 92;
    private const int KeyBytes = 16;
    private const int FirstKeyBit = 1;
    private const uint KeyFlags = 2 + 4 + 8 + 16;
    private const int LookupFlag = 32;

    /// <summary>Writes it.</summary>
    /// <param name="target">At least <see cref="MostBytes"/>.</param>
    /// <returns>Bytes written; a pseudonym that is not known takes none.</returns>
    public int Write(Span<byte> target)
    {
        var length = KeysAt;
        var flags = (CrossBorder ? 1 : 0) | (HasLookup ? LookupFlag : 0);
        flags |= Put(Keys.Seller, 0, target, ref length);
        flags |= Put(Keys.Instrument, 1, target, ref length);
        flags |= Put(Keys.Device, 2, target, ref length);
        flags |= Put(Keys.Address, 3, target, ref length);
        (target[0], target[1], target[2], target[3]) = (Kind, (byte)Outcome, (byte)flags, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], Market.Packed);
        BinaryPrimitives.WriteUInt16LittleEndian(target[6..], Amount.Currency.Packed);
        BinaryPrimitives.WriteUInt16LittleEndian(target[8..], Keys.Issuer.Packed);
        BinaryPrimitives.WriteUInt16LittleEndian(target[10..], Keys.Shipping.Packed);
        BinaryPrimitives.WriteDoubleLittleEndian(target[12..], Score);
        BinaryPrimitives.WriteInt64LittleEndian(target[20..], Amount.Minor);
        BinaryPrimitives.WriteInt64LittleEndian(target[28..], OccurredAt.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(target[36..], EnqueuedAt.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(target[44..], DecidedAt.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(target[52..], SequenceNumber);
        BinaryPrimitives.WriteUInt128LittleEndian(target[CustomerAt..], Customer.Value);
        BinaryPrimitives.WriteSingleLittleEndian(target[76..], AmountBase);
        BinaryPrimitives.WriteUInt32LittleEndian(target[80..], Seller);
        BinaryPrimitives.WriteUInt32LittleEndian(target[84..], Payment);
        BinaryPrimitives.WriteUInt16LittleEndian(target[88..], IpCountry);
        BinaryPrimitives.WriteUInt16LittleEndian(target[90..], (ushort)Mismatches);
        return length;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="change">The change, texts and all.</param>
    /// <param name="length">Bytes before the texts.</param>
    /// <exception cref="FormatException">It is none, or of a newer release.</exception>
    public static DecidedPayment Read(ReadOnlySpan<byte> change, out int length)
    {
        length = KeysAt;
        return ReadNumbers(change, Kind, ref length) with
        {
            HasLookup = (change[2] & LookupFlag) != 0,
            Customer = new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(change[CustomerAt..])),
            AmountBase = BinaryPrimitives.ReadSingleLittleEndian(change[76..]),
            Seller = BinaryPrimitives.ReadUInt32LittleEndian(change[80..]),
            Payment = BinaryPrimitives.ReadUInt32LittleEndian(change[84..]),
            IpCountry = BinaryPrimitives.ReadUInt16LittleEndian(change[88..]),
            Mismatches = (PaymentMismatches)BinaryPrimitives.ReadUInt16LittleEndian(change[90..]),
        };
    }

    /// <summary>Reads a decision in the short form of journals of version 4, which says less of the payment.</summary>
    /// <param name="form">The short form, texts and all.</param>
    /// <param name="length">Bytes before the texts.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static DecidedPayment ReadShortForm(ReadOnlySpan<byte> form, out int length)
    {
        length = CustomerAt;
        return ReadNumbers(form, ShortFormVersion, ref length);
    }

    /// <summary>Bytes before the texts of a change.</summary>
    /// <param name="change">The change.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static int LengthOf(ReadOnlySpan<byte> change)
    {
        var length = change.Length < KeysAt || change[0] != Kind ? int.MaxValue : KeysAt + (KeyBytes * BitOperations.PopCount((uint)change[2] & KeyFlags));
        return length <= change.Length ? length : throw Malformed(change);
    }

    /// <summary>What to say of bytes that are none.</summary>
    /// <param name="source">The bytes.</param>
    public static FormatException Malformed(ReadOnlySpan<byte> source) => new(
        $"a decided payment of kind {Kind} or in short form {ShortFormVersion}, got {source.Length} bytes{(source.IsEmpty ? "" : $" that begin with {source[0]}")}");

    private static DecidedPayment ReadNumbers(ReadOnlySpan<byte> source, byte first, ref int length)
    {
        if (source.Length < length || source[0] != first || source[1] > (byte)DecisionOutcome.Decline)
        {
            throw Malformed(source);
        }

        var (flags, minor, score) = (source[2], BinaryPrimitives.ReadInt64LittleEndian(source[20..]), BinaryPrimitives.ReadDoubleLittleEndian(source[12..]));
        if (minor is < -Money.MaxMinor or > Money.MaxMinor || !double.IsFinite(score))
        {
            throw Malformed(source);
        }

        var keys = new PaymentKeys(
            Take(source, flags, 0, ref length),
            Take(source, flags, 1, ref length),
            Take(source, flags, 2, ref length),
            CountryCode.FromPacked(BinaryPrimitives.ReadUInt16LittleEndian(source[8..])),
            CountryCode.FromPacked(BinaryPrimitives.ReadUInt16LittleEndian(source[10..])),
            default,
            Take(source, flags, 3, ref length));
        return new DecidedPayment(
            (DecisionOutcome)source[1],
            (flags & 1) != 0,
            CountryCode.FromPacked(BinaryPrimitives.ReadUInt16LittleEndian(source[4..])),
            new Money(minor, CurrencyCode.FromPacked(BinaryPrimitives.ReadUInt16LittleEndian(source[6..]))),
            score,
            Time(source, 28),
            Time(source, 36),
            Time(source, 44),
            BinaryPrimitives.ReadInt64LittleEndian(source[52..]),
            keys);
    }

    private static int Put(Pseudonym key, int index, Span<byte> target, ref int length)
    {
        if (key == default)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt128LittleEndian(target[length..], key.Value);
        length += KeyBytes;
        return 1 << (FirstKeyBit + index);
    }

    private static Pseudonym Take(ReadOnlySpan<byte> source, int flags, int index, ref int length)
    {
        if ((flags & (1 << (FirstKeyBit + index))) == 0)
        {
            return default;
        }

        if (source.Length - length < KeyBytes)
        {
            throw Malformed(source);
        }

        length += KeyBytes;
        return new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(source[(length - KeyBytes)..]));
    }

    private static DateTimeOffset Time(ReadOnlySpan<byte> source, int at)
    {
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(source[at..]);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : throw Malformed(source);
    }
}
