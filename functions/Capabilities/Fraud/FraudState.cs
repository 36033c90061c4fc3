using System.Buffers.Binary;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// State of one partition of <c>payments</c>: histories of its customers, of the instruments, devices, delivery addresses and sellers seen with them, and what was
/// decided for each customer. A device that serves customers of two partitions has a history in each.
/// </summary>
/// <param name="options">Bounds on entities and payments kept.</param>
/// <param name="partitionId">Partition of <c>payments</c> whose state this is.</param>
public sealed partial class FraudState(FraudOptions options, string partitionId) : IStreamState
{
    /// <summary>Partition of <c>payments</c> whose state this is.</summary>
    public string PartitionId { get; } = partitionId;

    /// <summary>Bytes of the change that one label makes.</summary>
    public const int LabelChangeSize = 1 + 8 + 4 + 1 + 8;

    private const byte SnapshotVersion = 4;

    // Changes of journals that snapshots of version 1 and 2 lie in front of: a shorter trace, and a label without its time.
    private const byte PaymentChangeOfVersion2 = 1;
    private const byte LabelChangeOfVersion2 = 2;

    // Likewise of version 3: a trace without the delivery address.
    private const byte PaymentChangeOfVersion3 = 4;
    private const byte LabelChange = 5;

    private const byte DecidedPaymentChange = DecidedPayment.Kind;

    // Of journals of version 4 and before: a payment and the decision on it apart.
    private const byte DecisionChange = 3;
    private const byte PaymentChange = 6;

    /// <summary>Histories by customer.</summary>
    public HistoryTable Customers { get; } = new(options.MaxEntities, options.HistoryCapacity);

    /// <summary>Histories by payment instrument.</summary>
    public HistoryTable Instruments { get; } = new(options.MaxEntities, options.HistoryCapacity);

    /// <summary>Histories by device.</summary>
    public HistoryTable Devices { get; } = new(options.MaxEntities, options.HistoryCapacity);

    /// <summary>Histories by delivery address.</summary>
    public HistoryTable Addresses { get; } = new(options.MaxEntities, options.HistoryCapacity);

    /// <summary>Payments and known frauds by seller.</summary>
    public SellerTable Sellers { get; } = new(options.MaxEntities);

    /// <summary>What was decided, by customer.</summary>
    public CustomerSummaries Summaries { get; } = new(options.MaxEntities);

    /// <summary>Recent decisions, for the cap on declines.</summary>
    public DeclineWindow Declines { get; } = new();

    /// <summary>Adds a payment. <see cref="DecidedPayment"/> is the change that repeats this, and the decision on it, on replay.</summary>
    /// <param name="customer">Pseudonym of the customer.</param>
    /// <param name="trace">The payment.</param>
    public void AddPayment(ulong customer, in PaymentTrace trace)
    {
        Customers.Add(customer, trace);
        Instruments.Add(trace.Instrument, trace);
        Devices.Add(trace.Device, trace);
        Addresses.Add(trace.Address, trace);
        Sellers.Add(trace);
    }

    /// <summary>Counts a label and writes the change that repeats this on replay.</summary>
    /// <param name="customer">Pseudonym of the customer.</param>
    /// <param name="payment">Hash as in <see cref="PaymentTrace.Payment"/>.</param>
    /// <param name="fraud">True for chargeback and confirmed fraud; false for a return.</param>
    /// <param name="knownAtMs">When it became known, milliseconds since the Unix epoch.</param>
    /// <param name="change">Destination of <see cref="LabelChangeSize"/> bytes.</param>
    public void AddLabel(ulong customer, uint payment, bool fraud, long knownAtMs, Span<byte> change)
    {
        change[0] = LabelChange;
        BinaryPrimitives.WriteUInt64LittleEndian(change[1..], customer);
        BinaryPrimitives.WriteUInt32LittleEndian(change[9..], payment);
        change[13] = fraud ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(change[14..], knownAtMs);
        Label(customer, payment, fraud, knownAtMs);
    }

    /// <summary>Adds a decision to its customer's summary.</summary>
    /// <param name="decision">The decision.</param>
    public void AddDecision(in CustomerDecision decision)
    {
        Summaries.Add(decision);
        Declines.Add(decision.OccurredAtMs, decision.Outcome);
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> change)
    {
        if (change[0] == DecidedPaymentChange)
        {
            var decided = DecidedPayment.Read(change, out _);
            AddPayment(decided.Customer.Low, decided.ToTrace());
            AddDecision(decided.ToDecision());
            return;
        }

        if (change[0] == DecisionChange)
        {
            AddDecision(CustomerDecision.Read(change[1..]));
            return;
        }

        var customer = BinaryPrimitives.ReadUInt64LittleEndian(change[1..]);
        switch (change[0])
        {
            case PaymentChange:
                AddPayment(customer, PaymentTrace.Read(change[9..]));
                break;
            case PaymentChangeOfVersion3:
                AddPayment(customer, PaymentTrace.ReadVersion3(change[9..]));
                break;
            case PaymentChangeOfVersion2:
                AddPayment(customer, PaymentTrace.ReadVersion2(change[9..]));
                break;
            case LabelChange:
                Label(
                    customer,
                    BinaryPrimitives.ReadUInt32LittleEndian(change[9..]),
                    change[13] != 0,
                    BinaryPrimitives.ReadInt64LittleEndian(change[14..]));
                break;
            case EraseChange:
                Forget(new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(change[1..])));
                break;
            case RekeyChange:
                Rename(KeyChange.Read(change[1..]));
                break;
            case ExpireChange:
                Expire(BinaryPrimitives.ReadInt64LittleEndian(change[1..]));
                break;
            case LabelChangeOfVersion2:
                LabelAtLastPayment(customer, BinaryPrimitives.ReadUInt32LittleEndian(change[9..]), change[13] != 0);
                break;
            default:
                throw new InvalidDataException(
                    $"A change of the fraud state starts with {change[0]}; expected {PaymentChangeOfVersion2} to {DecidedPaymentChange}.");
        }
    }

    /// <inheritdoc/>
    public IStateCapture Capture()
    {
        WantsSnapshot = false;
        return new TaggedCapture(
            SnapshotVersion,
            Customers.Capture(),
            Instruments.Capture(),
            Devices.Capture(),
            Summaries.Capture(),
            Sellers.Capture(),
            Declines.Capture(),
            Addresses.Capture());
    }

    /// <inheritdoc/>
    public void Load(ReadOnlySpan<byte> snapshot)
    {
        switch (snapshot)
        {
            case [1, ..]:
                snapshot = snapshot[1..];
                snapshot = snapshot[Customers.LoadVersion1(snapshot)..];
                snapshot = snapshot[Instruments.LoadVersion1(snapshot)..];
                Devices.LoadVersion1(snapshot);
                break;
            case [2 or 3 or SnapshotVersion, 0, ..]:
                Customers.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            case [2 or 3 or SnapshotVersion, 1, ..]:
                Instruments.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            case [2 or 3 or SnapshotVersion, 2, ..]:
                Devices.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            case [2 or 3 or SnapshotVersion, 3, ..]:
                Summaries.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            case [3 or SnapshotVersion, 4, ..]:
                Sellers.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            case [3 or SnapshotVersion, 5, ..]:
                Declines.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            case [SnapshotVersion, 6, ..]:
                Addresses.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            default:
                throw new FormatException(
                    $"a fraud state of version 1 to {SnapshotVersion}, got one that begins with {Convert.ToHexStringLower(snapshot[..Math.Min(2, snapshot.Length)])}");
        }
    }

    private void Label(ulong customer, uint payment, bool fraud, long knownAtMs)
    {
        if (Customers.Label(customer, payment, fraud, knownAtMs) is not { } history || !history.TryFind(payment, out var trace))
        {
            return;
        }

        Instruments.Label(trace.Instrument, payment, fraud, knownAtMs);
        Devices.Label(trace.Device, payment, fraud, knownAtMs);
        Addresses.Label(trace.Address, payment, fraud, knownAtMs);
        if (fraud)
        {
            Sellers.MarkFraud(trace);
        }
    }

    private void LabelAtLastPayment(ulong customer, uint payment, bool fraud)
    {
        var traces = Customers.Find(customer) is { } history ? history.Traces : [];
        Label(customer, payment, fraud, traces.IsEmpty ? 0 : traces[^1].OccurredAtMs);
    }
}
