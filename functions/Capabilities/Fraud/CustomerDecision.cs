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
    /// <summary>Reads a decision of journals of version 4 and before: little-endian, fields in the order of the constructor.</summary>
    /// <param name="source">At least 41 bytes.</param>
    public static CustomerDecision Read(ReadOnlySpan<byte> source) => new(
        new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(source)),
        BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
        BinaryPrimitives.ReadSingleLittleEndian(source[32..]),
        BinaryPrimitives.ReadSingleLittleEndian(source[36..]),
        (DecisionOutcome)source[40]);
}
