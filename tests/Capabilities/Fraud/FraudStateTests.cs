using System.Buffers;
using CsCheck;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudStateTests
{
    private static readonly FraudOptions Small = new() { MaxEntities = 8, HistoryCapacity = 6 };

    private static readonly Gen<(int Second, int Customer, int Instrument, int Device, bool Label)[]> Events =
        Gen.Select(Gen.Int[0, 50 * 86_400], Gen.Int[1, 12], Gen.Int[1, 12], Gen.Int[0, 6], Gen.Bool).Array[0, 120];

    [TestMethod]
    public void Replaying_the_changes_gives_the_same_state() =>
        Events.Sample(events =>
        {
            var live = new FraudState(Small, "0");
            var replayed = new FraudState(Small, "0");
            foreach (var change in Run(live, events))
            {
                replayed.Apply(change);
            }

            CollectionAssert.AreEqual(Bytes(live), Bytes(replayed));
        });

    [TestMethod]
    public void A_snapshot_reads_back_and_goes_on_like_the_original() =>
        Gen.Select(Events, Events).Sample((before, after) =>
        {
            var original = new FraudState(Small, "0");
            _ = Run(original, before);
            var loaded = new FraudState(Small, "0");
            Load(loaded, Pieces(original.Capture()));

            _ = Run(original, after);
            _ = Run(loaded, after);

            CollectionAssert.AreEqual(Bytes(original), Bytes(loaded));
        });

    [TestMethod]
    public void A_full_table_forgets_the_entity_that_paid_longest_ago()
    {
        var table = new HistoryTable(maxEntities: 2, historyCapacity: 4);
        table.Add(1, Subjects.Trace(0));
        table.Add(2, Subjects.Trace(1));
        table.Add(1, Subjects.Trace(2));
        table.Add(3, Subjects.Trace(3));

        Assert.AreEqual(2, table.Count);
        Assert.IsNotNull(table.Find(1));
        Assert.IsNull(table.Find(2));
        Assert.IsNotNull(table.Find(3));
    }

    [TestMethod]
    public void A_history_keeps_the_newest_payments_in_order_of_event_time() =>
        Gen.Int[0, 20 * 86_400].Array[1, 80].Sample(seconds =>
        {
            var history = new EntityHistory();
            foreach (var second in seconds)
            {
                history.Add(Subjects.Trace(second), capacity: 5);
            }

            var kept = history.Traces.ToArray().Select(trace => (trace.OccurredAtMs - Subjects.Start) / 1_000).ToArray();
            CollectionAssert.AreEqual(seconds.Order().TakeLast(5).Select(second => (long)second).ToArray(), kept);
        });

    [TestMethod]
    public void A_snapshot_written_while_payments_go_on_is_the_state_as_it_was() =>
        Gen.Select(Events, Events, Gen.Int[1, 400]).Sample((before, after, pieceBytes) =>
        {
            var state = new FraudState(Small, "0");
            _ = Run(state, before);
            var expected = Bytes(state);
            using var capture = state.Capture();
            var pieces = new List<byte[]>();
            var buffer = new ArrayBufferWriter<byte>();
            foreach (var payment in after.Select((payment, index) => (payment, Number: (uint)index)))
            {
                _ = Run(state, [payment.payment], payment.Number);
                buffer.ResetWrittenCount();
                if (capture.TryWriteNext(buffer, pieceBytes))
                {
                    pieces.Add(buffer.WrittenSpan.ToArray());
                }
            }

            pieces.AddRange(Pieces(capture));
            var loaded = new FraudState(Small, "0");
            Load(loaded, pieces);
            CollectionAssert.AreEqual(expected, Bytes(loaded));
        });

    [TestMethod]
    public void A_snapshot_of_another_version_is_refused()
    {
        var failure = Assert.ThrowsExactly<FormatException>(() => new FraudState(Small, "0").Load([9]));
        StringAssert.Contains(failure.Message, "version 1 to 4, got one that begins with 09");
    }

    [TestMethod]
    public void Summaries_add_up_and_keep_the_customers_that_were_decided_on_last() =>
        Gen.Select(Gen.UInt[1, 12], Gen.Int[0, 2], Gen.Int[1, 100]).Array[0, 100].Sample(decisions =>
        {
            var summaries = Add(new CustomerSummaries(maxCustomers: 8), decisions);

            Assert.IsLessThanOrEqualTo(8, summaries.All.Count());
            var recent = decisions.Reverse().Select(decision => decision.Item1).Distinct().Take(8).ToList();
            Assert.IsTrue(recent.TrueForAll(customer => summaries.Find(customer) is not null), "one of the eight that were decided on last");

            foreach (var summary in Add(new CustomerSummaries(maxCustomers: 100), decisions).All)
            {
                var own = decisions.Where(decision => decision.Item1 == summary.Customer.Low).ToList();
                Assert.AreEqual(own.Count(decision => decision.Item2 == 0), summary.Approved);
                Assert.AreEqual(own.Count(decision => decision.Item2 == 2), summary.Declined);
                Assert.AreEqual(own.Sum(decision => (double)decision.Item3), summary.Amount);
            }
        });

    private static CustomerSummaries Add(CustomerSummaries summaries, (uint Customer, int Outcome, int Amount)[] decisions)
    {
        foreach (var (customer, outcome, amount) in decisions)
        {
            summaries.Add(new CustomerDecision(new Pseudonym(customer), 1, 2, amount, 0.5f, (DecisionOutcome)outcome));
        }

        return summaries;
    }

    private static List<byte[]> Run(
        FraudState state, (int Second, int Customer, int Instrument, int Device, bool Label)[] events, uint payment = 0)
    {
        var changes = new List<byte[]>();
        foreach (var (second, customer, instrument, device, label) in events)
        {
            payment++;
            changes.Add(FraudChanges.Add(state, (ulong)customer, Subjects.Trace(second, payment, (ulong)instrument, (ulong)device, payment: payment)));
            changes.Add(FraudChanges.Add(
                state, new CustomerDecision(new Pseudonym((UInt128)customer), second, second, payment, 0.25f, (DecisionOutcome)(payment % 3))));
            if (label)
            {
                var change = new byte[FraudState.LabelChangeSize];
                state.AddLabel((ulong)customer, payment, payment % 2 == 0, Subjects.Start + (second * 1_000L), change);
                changes.Add(change);
            }
        }

        return changes;
    }

    private static byte[] Bytes(FraudState state)
    {
        using var capture = state.Capture();
        return [.. Pieces(capture).SelectMany(piece => piece)];
    }

    private static List<byte[]> Pieces(IStateCapture capture)
    {
        using (capture)
        {
            var pieces = new List<byte[]>();
            for (var buffer = new ArrayBufferWriter<byte>(); capture.TryWriteNext(buffer, 300); buffer.ResetWrittenCount())
            {
                pieces.Add(buffer.WrittenSpan.ToArray());
            }

            return pieces;
        }
    }

    private static void Load(FraudState state, List<byte[]> pieces) => pieces.ForEach(piece => state.Load(piece));
}
