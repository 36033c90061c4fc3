using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What the watch takes of one decision.</summary>
/// <param name="Minute">When it was decided, in whole minutes since the Unix epoch.</param>
/// <param name="Attempt">Hash of customer and instrument.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="Score">Probability of fraud in [0, 1].</param>
/// <param name="Amount">Amount in major units of the base currency.</param>
internal readonly record struct WatchedDecision(long Minute, ulong Attempt, DecisionOutcome Outcome, float Score, float Amount)
{
    private const int FixedBytes = 95;

    // Changes of version 1 have no address and not this bit beside the outcome.
    private const int FixedBytesOfVersion1 = 79;
    private const byte HasAddress = 0x80;
    private const char Line = '\n';
    private const char Comma = ',';

    /// <summary>The storefront.</summary>
    public CountryCode Market { get; init; }

    /// <summary>Country of the instrument's issuer.</summary>
    public CountryCode Issuer { get; init; }

    /// <summary>Country of delivery.</summary>
    public CountryCode Shipping { get; init; }

    /// <summary>Stands for the seller.</summary>
    public Pseudonym Seller { get; init; }

    /// <summary>Stands for the device.</summary>
    public Pseudonym Device { get; init; }

    /// <summary>Stands for the instrument.</summary>
    public Pseudonym Instrument { get; init; }

    /// <summary>Stands for the delivery address.</summary>
    public Pseudonym Address { get; init; }

    /// <summary>The payment; null for an approved one.</summary>
    public string? PaymentId { get; init; }

    /// <summary>Names of rules that fired, with commas between; null for an approved payment.</summary>
    public string? Rules { get; init; }

    /// <summary>Codes of the reasons, likewise.</summary>
    public string? Reasons { get; init; }

    /// <summary>
    /// Whether it speaks of a surge: it was held, and not for one that is known already. What warnings hold must not keep them alive, nor carry
    /// them from market to market.
    /// </summary>
    public bool IsEvidence => Outcome == DecisionOutcome.Decline
        || (Outcome == DecisionOutcome.Review && !(Rules ?? "").Split(Comma).Contains(FraudDecider.Surge.Name));

    /// <summary>Writes the decision, little-endian.</summary>
    /// <param name="target">Destination.</param>
    public void Write(ArrayBufferWriter<byte> target)
    {
        var span = target.GetSpan(FixedBytes);
        BinaryPrimitives.WriteInt64LittleEndian(span, Minute);
        BinaryPrimitives.WriteUInt64LittleEndian(span[8..], Attempt);
        span[16] = (byte)((byte)Outcome | HasAddress);
        BinaryPrimitives.WriteSingleLittleEndian(span[17..], Score);
        BinaryPrimitives.WriteSingleLittleEndian(span[21..], Amount);
        BinaryPrimitives.WriteUInt16LittleEndian(span[25..], Market.Packed);
        BinaryPrimitives.WriteUInt16LittleEndian(span[27..], Issuer.Packed);
        BinaryPrimitives.WriteUInt16LittleEndian(span[29..], Shipping.Packed);
        BinaryPrimitives.WriteUInt128LittleEndian(span[31..], Seller.Value);
        BinaryPrimitives.WriteUInt128LittleEndian(span[47..], Device.Value);
        BinaryPrimitives.WriteUInt128LittleEndian(span[63..], Instrument.Value);
        BinaryPrimitives.WriteUInt128LittleEndian(span[79..], Address.Value);
        target.Advance(FixedBytes);
        if (PaymentId is not null)
        {
            // Identifiers, rule names and reason codes have no control characters.
            Encoding.UTF8.GetBytes($"{PaymentId}{Line}{Rules}{Line}{Reasons}", target);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote, now or before decisions told of addresses.</summary>
    /// <param name="source">All of it.</param>
    public static WatchedDecision Read(ReadOnlySpan<byte> source)
    {
        var hasAddress = (source[16] & HasAddress) != 0;
        var head = hasAddress ? FixedBytes : FixedBytesOfVersion1;
        var texts = source.Length > head ? Encoding.UTF8.GetString(source[head..]).Split(Line) : null;
        return new WatchedDecision(
            BinaryPrimitives.ReadInt64LittleEndian(source),
            BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
            (DecisionOutcome)(source[16] & ~HasAddress),
            BinaryPrimitives.ReadSingleLittleEndian(source[17..]),
            BinaryPrimitives.ReadSingleLittleEndian(source[21..]))
        {
            Market = CountryCode.FromPacked(BinaryPrimitives.ReadUInt16LittleEndian(source[25..])),
            Issuer = CountryCode.FromPacked(BinaryPrimitives.ReadUInt16LittleEndian(source[27..])),
            Shipping = CountryCode.FromPacked(BinaryPrimitives.ReadUInt16LittleEndian(source[29..])),
            Seller = new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(source[31..])),
            Device = new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(source[47..])),
            Instrument = new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(source[63..])),
            Address = hasAddress ? new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(source[79..])) : default,
            PaymentId = texts?[0],
            Rules = texts?[1],
            Reasons = texts?[2],
        };
    }

    /// <summary>The names in <see cref="Rules"/> or <see cref="Reasons"/>.</summary>
    /// <param name="joined">One of them.</param>
    public static string[] Names(string? joined) => string.IsNullOrEmpty(joined) ? [] : joined.Split(Comma);
}
