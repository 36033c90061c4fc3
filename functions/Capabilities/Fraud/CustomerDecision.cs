using System.Buffers.Binary;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What a customer's summary takes of one decision.</summary>
/// <param name="Customer">Pseudonym of the customer.</param>
/// <param name="OccurredAtMs">Event time of the payment, milliseconds since the Unix epoch.</param>
/// <param name="DecidedAtMs">Time of the decision, milliseconds since the Unix epoch.</param>
/// <param name="Amount">Amount in major units of the base currency.</param>
/// <param name="Score">Probability of fraud in [0, 1].</param>
/// <param name="Outcome">What was decided.</param>
public readonly record struct CustomerDecision(
    Pseudonym Customer, long OccurredAtMs, long DecidedAtMs, float Amount, float Score, DecisionOutcome Outcome)
{
    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public const int Size = 41;

    /// <summary>Writes the decision, little-endian, fields in the order of the constructor.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(target, Customer.Value);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], OccurredAtMs);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], DecidedAtMs);
        BinaryPrimitives.WriteSingleLittleEndian(target[32..], Amount);
        BinaryPrimitives.WriteSingleLittleEndian(target[36..], Score);
        target[40] = (byte)Outcome;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static CustomerDecision Read(ReadOnlySpan<byte> source) => new(
        new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(source)),
        BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
        BinaryPrimitives.ReadSingleLittleEndian(source[32..]),
        BinaryPrimitives.ReadSingleLittleEndian(source[36..]),
        (DecisionOutcome)source[40]);
}
