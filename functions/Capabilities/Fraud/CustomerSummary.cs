using System.Buffers;
using System.Buffers.Binary;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Decisions on one customer's payments, summed up. Not thread-safe.</summary>
/// <param name="customer">Pseudonym of the customer.</param>
public sealed class CustomerSummary(Pseudonym customer) : IStateValue<CustomerSummary>
{
    /// <summary>Where <see cref="LastDecidedAtMs"/> stands in what <see cref="Write"/> writes: the one value that the hub's log does not determine.</summary>
    public const int DecidedAtOffset = 60;

    private const int Size = 16 + (3 * sizeof(int)) + (5 * sizeof(long)) + sizeof(float) + 1;

    /// <summary>Stands for the customer.</summary>
    public Pseudonym Customer { get; } = customer;

    /// <summary>Payments approved.</summary>
    public int Approved { get; private set; }

    /// <summary>Payments held for an analyst.</summary>
    public int Reviewed { get; private set; }

    /// <summary>Payments refused.</summary>
    public int Declined { get; private set; }

    /// <summary>Sum of all payments, major units of the base currency.</summary>
    public double Amount { get; private set; }

    /// <summary>Sum of the refused payments, major units of the base currency.</summary>
    public double DeclinedAmount { get; private set; }

    /// <summary>Event time of the earliest payment, milliseconds since the Unix epoch.</summary>
    public long FirstPaymentAtMs { get; private set; } = long.MaxValue;

    /// <summary>Event time of the latest payment, milliseconds since the Unix epoch.</summary>
    public long LastPaymentAtMs { get; private set; } = long.MinValue;

    /// <summary>Time of the last decision, milliseconds since the Unix epoch.</summary>
    public long LastDecidedAtMs { get; private set; }

    /// <summary>Score of the last decision, in [0, 1].</summary>
    public float LastScore { get; private set; }

    /// <summary>Outcome of the last decision.</summary>
    public DecisionOutcome LastOutcome { get; private set; }

    /// <summary>Adds a decision.</summary>
    /// <param name="decision">One of this customer's.</param>
    public void Add(in CustomerDecision decision)
    {
        Approved += decision.Outcome == DecisionOutcome.Approve ? 1 : 0;
        Reviewed += decision.Outcome == DecisionOutcome.Review ? 1 : 0;
        Declined += decision.Outcome == DecisionOutcome.Decline ? 1 : 0;
        Amount += decision.Amount;
        DeclinedAmount += decision.Outcome == DecisionOutcome.Decline ? decision.Amount : 0;
        FirstPaymentAtMs = Math.Min(FirstPaymentAtMs, decision.OccurredAtMs);
        LastPaymentAtMs = Math.Max(LastPaymentAtMs, decision.OccurredAtMs);
        (LastDecidedAtMs, LastScore, LastOutcome) = (decision.DecidedAtMs, decision.Score, decision.Outcome);
    }

    /// <summary>The same decisions under another pseudonym.</summary>
    /// <param name="customer">The pseudonym.</param>
    public CustomerSummary Of(Pseudonym customer) => new(customer)
    {
        Approved = Approved,
        Reviewed = Reviewed,
        Declined = Declined,
        Amount = Amount,
        DeclinedAmount = DeclinedAmount,
        FirstPaymentAtMs = FirstPaymentAtMs,
        LastPaymentAtMs = LastPaymentAtMs,
        LastDecidedAtMs = LastDecidedAtMs,
        LastScore = LastScore,
        LastOutcome = LastOutcome,
    };

    /// <inheritdoc/>
    public static CustomerSummary Create() => new(default);

    /// <inheritdoc/>
    public static CustomerSummary Read(ReadOnlySpan<byte> source, out int read)
    {
        read = Size;
        return Load(source);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Save(target.GetSpan(Size));
        target.Advance(Size);
    }

    private void Save(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(target, Customer.Value);
        ReadOnlySpan<int> counts = [Approved, Reviewed, Declined];
        ReadOnlySpan<long> longs =
        [
            BitConverter.DoubleToInt64Bits(Amount), BitConverter.DoubleToInt64Bits(DeclinedAmount), FirstPaymentAtMs, LastPaymentAtMs, LastDecidedAtMs,
        ];
        target = target[16..];
        foreach (var count in counts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(target, count);
            target = target[sizeof(int)..];
        }

        foreach (var value in longs)
        {
            BinaryPrimitives.WriteInt64LittleEndian(target, value);
            target = target[sizeof(long)..];
        }

        BinaryPrimitives.WriteSingleLittleEndian(target, LastScore);
        target[sizeof(float)] = (byte)LastOutcome;
    }

    private static CustomerSummary Load(ReadOnlySpan<byte> source) => new(new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(source)))
    {
        Approved = BinaryPrimitives.ReadInt32LittleEndian(source[16..]),
        Reviewed = BinaryPrimitives.ReadInt32LittleEndian(source[20..]),
        Declined = BinaryPrimitives.ReadInt32LittleEndian(source[24..]),
        Amount = BinaryPrimitives.ReadDoubleLittleEndian(source[28..]),
        DeclinedAmount = BinaryPrimitives.ReadDoubleLittleEndian(source[36..]),
        FirstPaymentAtMs = BinaryPrimitives.ReadInt64LittleEndian(source[44..]),
        LastPaymentAtMs = BinaryPrimitives.ReadInt64LittleEndian(source[52..]),
        LastDecidedAtMs = BinaryPrimitives.ReadInt64LittleEndian(source[DecidedAtOffset..]),
        LastScore = BinaryPrimitives.ReadSingleLittleEndian(source[68..]),
        LastOutcome = (DecisionOutcome)source[72],
    };
}
