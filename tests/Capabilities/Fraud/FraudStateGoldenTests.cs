using System.Buffers;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Bytes that some version wrote must read for ever, and today's version must still write its own.</summary>
[TestClass]
public sealed class FraudStateGoldenTests
{
    private const int HistoryPiece = 98;
    private const int SummaryPiece = 107;
    private static readonly PaymentTrace Payment = Subjects.Trace();

    // What versions 1 to 3 knew of it.
    private static readonly PaymentTrace PaymentOfOld = Subjects.Trace(address: 0);
    private static readonly CustomerDecision Decision = new(new Pseudonym(1), Subjects.Start, Subjects.Start + 5, 20.5f, 0.75f, DecisionOutcome.Decline);

    [TestMethod]
    public void Version_1_is_read()
    {
        var state = new FraudState(new FraudOptions(), "0");
        state.Load(Golden("fraud-state-v1.hex"));
        AssertHolds(state);
    }

    [TestMethod]
    public void Version_2_is_read()
    {
        var state = new FraudState(new FraudOptions(), "0");
        var bytes = Golden("fraud-state-v2.hex");
        foreach (var piece in bytes[..^SummaryPiece].Chunk(HistoryPiece).Append(bytes[^SummaryPiece..]))
        {
            state.Load(piece);
        }

        AssertHolds(state);
        var summary = state.Summaries.Find(1)!;
        Assert.AreEqual((Decision.Customer, 0, 0, 1), (summary.Customer, summary.Approved, summary.Reviewed, summary.Declined));
        Assert.AreEqual((20.5, 20.5), (summary.Amount, summary.DeclinedAmount));
        Assert.AreEqual((Subjects.Start, Subjects.Start, Subjects.Start + 5), (summary.FirstPaymentAtMs, summary.LastPaymentAtMs, summary.LastDecidedAtMs));
        Assert.AreEqual((0.75f, DecisionOutcome.Decline), (summary.LastScore, summary.LastOutcome));
    }

    [TestMethod]
    public void Version_4_is_written()
    {
        var state = new FraudState(new FraudOptions(), "0");
        state.AddPayment(1, Payment);
        state.AddDecision(Decision);
        state.AddLabel(1, Payment.Payment, fraud: true, Subjects.Start + 9, new byte[FraudState.LabelChangeSize]);
        var written = new ArrayBufferWriter<byte>();
        using var capture = state.Capture();
        while (capture.TryWriteNext(written, 1_000))
        {
            // One piece a table.
        }

        // The window of decisions and the delivery addresses are parts of their own at the end.
        var window = new ArrayBufferWriter<byte>();
        state.Declines.Capture().TryWriteNext(window, 1);
        Assert.AreEqual(
            $"{Convert.ToHexStringLower(Golden("fraud-state-v4.hex"))}0405{Convert.ToHexStringLower(window.WrittenSpan)}{Convert.ToHexStringLower(Golden("fraud-state-v4-addresses.hex"))}",
            Convert.ToHexStringLower(written.WrittenSpan));
    }

    [TestMethod]
    [DataRow("fraud-state-v3.hex", 48)]
    [DataRow("fraud-state-v4.hex", 56)]
    public void Versions_3_and_4_are_read(string file, int traceBytes)
    {
        var historyPiece = 14 + 20 + 76 + traceBytes;
        var bytes = Golden(file);
        var state = new FraudState(new FraudOptions(), "0");
        foreach (var piece in bytes[..(3 * historyPiece)].Chunk(historyPiece))
        {
            state.Load(piece);
        }

        state.Load(bytes.AsSpan(3 * historyPiece, SummaryPiece));
        state.Load(bytes.AsSpan((3 * historyPiece) + SummaryPiece));

        var history = state.Devices.Find(21)!.Value;
        Assert.AreEqual(new LabelMemory(1, 1, Subjects.Start + 9), history.Frauds);
        var payment = traceBytes == 48 ? PaymentOfOld : Payment;
        CollectionAssert.AreEqual(new[] { payment with { Marks = PaymentMarks.Fraud } }, history.Traces.ToArray());
        if (traceBytes == PaymentTrace.Size)
        {
            state.Load(Golden("fraud-state-v4-addresses.hex"));
            CollectionAssert.AreEqual(history.Traces.ToArray(), state.Addresses.Find(41)!.Value.Traces.ToArray());
        }

        Assert.AreEqual(1, history.Habit.Payments);
        Assert.AreEqual(new SellerBucket((uint)(Subjects.Start / 1_000), 1, 20, 1), state.Sellers.Find(31)!.Buckets[0]);
    }

    [TestMethod]
    public void Changes_of_a_journal_of_version_2_are_read()
    {
        var state = new FraudState(new FraudOptions(), "0");
        var payment = FraudChanges.Payment(1, Payment);
        payment[0] = 1;
        state.Apply(payment.AsSpan(0, payment.Length - 12));
        state.Apply([2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1]);

        var history = state.Customers.Find(1)!.Value;
        CollectionAssert.AreEqual(new[] { PaymentOfOld with { Marks = PaymentMarks.Fraud } }, history.Traces.ToArray());
        Assert.AreEqual(new LabelMemory(1, 1, Subjects.Start), history.Frauds);
    }

    [TestMethod]
    public void Payments_in_a_journal_of_version_3_are_read_and_have_no_address()
    {
        var state = new FraudState(new FraudOptions(), "0");
        var change = FraudChanges.Payment(1, Payment with { Mismatches = PaymentMismatches.MarketIp });
        change[0] = 4;
        state.Apply(change.AsSpan(0, change.Length - 8));

        CollectionAssert.AreEqual(
            new[] { PaymentOfOld with { Mismatches = PaymentMismatches.MarketIp } }, state.Instruments.Find(11)!.Value.Traces.ToArray());
        Assert.AreEqual(0, state.Addresses.Count);
    }

    [TestMethod]
    public void Payments_and_decisions_in_a_journal_of_version_4_are_read()
    {
        var (state, expected) = (new FraudState(new FraudOptions(), "0"), new FraudState(new FraudOptions(), "0"));
        state.Apply(FraudChanges.Payment(1, Payment));
        state.Apply(FraudChanges.Decision(Decision));
        expected.AddPayment(1, Payment);
        expected.AddDecision(Decision);

        CollectionAssert.AreEqual(new[] { Payment }, state.Addresses.Find(41)!.Value.Traces.ToArray());
        Assert.AreEqual((1, 20.5), (state.Summaries.Find(1)!.Declined, state.Summaries.Find(1)!.Amount));
        Assert.AreEqual(expected.Summaries.Find(1)!.LastDecidedAtMs, state.Summaries.Find(1)!.LastDecidedAtMs);
    }

    private static void AssertHolds(FraudState state)
    {
        foreach (var history in new[] { state.Customers.Find(1), state.Instruments.Find(11), state.Devices.Find(21) })
        {
            Assert.IsNotNull(history);
            Assert.AreEqual((Subjects.Start, 1, 0), (history.Value.FirstSeenMs, history.Value.FraudLabels, history.Value.Returns));
            CollectionAssert.AreEqual(new[] { PaymentOfOld }, history.Value.Traces.ToArray());
        }
    }

    private static byte[] Golden(string file) => Convert.FromHexString(string.Concat(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", file)).Where(line => !line.StartsWith('#'))));
}
