using System.Buffers.Binary;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>The fixed part of a decision's short form: all of it that is a number. Drawn in <c>docs/formats/journal.md</c>.</summary>
/// <param name="Outcome">What to do.</param>
/// <param name="CrossBorder">Whether the payment crosses a border.</param>
/// <param name="Market">Its storefront.</param>
/// <param name="Amount">What was charged.</param>
/// <param name="Score">Probability of fraud in [0, 1].</param>
/// <param name="OccurredAt">Event time, UTC.</param>
/// <param name="EnqueuedAt">Arrival at the hub, UTC.</param>
/// <param name="DecidedAt">Time of the decision, UTC.</param>
/// <param name="SequenceNumber">Place of the payment in its partition.</param>
/// <param name="Keys">What the decision tells of the payment besides, without its language.</param>
internal readonly record struct DecisionNumbers(
    DecisionOutcome Outcome,
    bool CrossBorder,
    CountryCode Market,
    Money Amount,
    double Score,
    DateTimeOffset OccurredAt,
    DateTimeOffset EnqueuedAt,
    DateTimeOffset DecidedAt,
    long SequenceNumber,
    PaymentKeys Keys)
{
    /// <summary>Most bytes that it takes: the numbers, and the four pseudonyms.</summary>
    public const int MostBytes = KeysAt + (4 * KeyBytes);

    private const byte Version = 1;
    private const int KeysAt = 60;
    private const int KeyBytes = 16;
    private const int FirstKeyBit = 1;

    /// <summary>The head of a decision.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="decision">The decision on it.</param>
    public static DecisionNumbers Of(in PendingPayment payment, FraudDecision decision) => new(
        decision.Outcome,
        payment.CrossBorder,
        payment.Market,
        payment.Amount,
        decision.Score,
        payment.OccurredAt,
        payment.EnqueuedAt,
        decision.DecidedAt,
        payment.SequenceNumber,
        payment.Keys);

    /// <summary>Writes it.</summary>
    /// <param name="target">At least <see cref="MostBytes"/>.</param>
    /// <returns>Bytes written; a pseudonym that is not known takes none.</returns>
    public int Write(Span<byte> target)
    {
        var length = KeysAt;
        var flags = CrossBorder ? 1 : 0;
        flags |= Put(Keys.Seller, 0, target, ref length);
        flags |= Put(Keys.Instrument, 1, target, ref length);
        flags |= Put(Keys.Device, 2, target, ref length);
        flags |= Put(Keys.Address, 3, target, ref length);
        (target[0], target[1], target[2], target[3]) = (Version, (byte)Outcome, (byte)flags, 0);
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
        return length;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">The head, and what stands behind it.</param>
    /// <param name="length">Its bytes.</param>
    /// <exception cref="FormatException">It is none, or of a newer release.</exception>
    public static DecisionNumbers Read(ReadOnlySpan<byte> source, out int length)
    {
        length = KeysAt;
        if (source.Length < KeysAt || source[0] != Version || source[1] > (byte)DecisionOutcome.Decline)
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
        return new DecisionNumbers(
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

    /// <summary>What to say of a short form that is none.</summary>
    /// <param name="source">The bytes.</param>
    public static FormatException Malformed(ReadOnlySpan<byte> source) =>
        new($"a decision in short form of version {Version}, got {source.Length} bytes{(source.IsEmpty ? "" : $" of version {source[0]}")}");

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
