using System.Buffers;
using CsCheck;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud.Exchange;

[TestClass]
public sealed class ExchangeOutboxTests
{
    private const int Instruments = 6;
    private const int Reader = 1;

    [TestMethod]
    public void What_has_had_a_payment_or_a_label_since_the_last_time_is_told_and_nothing_else() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, Instruments]).Array[1, 40].Sample(steps =>
        {
            var (state, outbox, change) = (new FraudState(new FraudOptions(), "0"), new ExchangeOutbox(new ExchangeOptions()), new byte[FraudState.LabelChangeSize]);
            var (changed, latest) = (new HashSet<int>(), new Dictionary<int, PaymentTrace>());
            outbox.Open(state);
            for (var at = 0; at < steps.Length; at++)
            {
                var (step, instrument) = steps[at];
                if (step < 3)
                {
                    latest[instrument] = Pay(state, outbox, at, instrument);
                    changed.Add(instrument);
                }
                else if (step < 5 && latest.TryGetValue(instrument, out var trace))
                {
                    state.AddLabel(trace.Customer, trace.Payment, fraud: true, trace.OccurredAtMs, change);
                    outbox.NoteLabel(trace);
                    changed.Add(instrument);
                }
                else if (step == 5)
                {
                    CollectionAssert.AreEquivalent(changed.ToArray(), Take(outbox, out _));
                    changed.Clear();
                    outbox.Open();
                }
            }

            CollectionAssert.AreEquivalent(changed.ToArray(), Take(outbox, out _));
            Assert.IsFalse(outbox.HasChanges);
        });

    [TestMethod]
    [DataRow(3, false)]
    [DataRow(4, true)]
    public void Where_more_has_changed_than_is_told_at_once_the_newest_are_told_as_all_there_is(int paying, bool tellsAll)
    {
        var (state, outbox) = (new FraudState(new FraudOptions(), "0"), new ExchangeOutbox(new ExchangeOptions { MaxEntities = 3 }));
        outbox.Open(state);
        Pay(state, outbox, 0, Instruments);
        Take(outbox, out _);
        outbox.Open();
        for (var at = 1; at <= 2 * paying; at++)
        {
            Pay(state, outbox, at, 1 + (at % paying));
        }

        var told = Take(outbox, out var toldAll);

        Assert.AreEqual(tellsAll, toldAll);
        Assert.HasCount(3, told);
        CollectionAssert.DoesNotContain(told, Instruments);
    }

    [TestMethod]
    public void What_a_customers_instrument_device_and_address_have_in_common_is_packed_once()
    {
        var (instruments, everything) = (PackedBytes(hasMore: false), PackedBytes(hasMore: true));

        Assert.IsLessThan(instruments * 3 / 2, everything);
    }

    private static int PackedBytes(bool hasMore)
    {
        var (state, outbox, random) = (new FraudState(new FraudOptions(), "0"), new ExchangeOutbox(new ExchangeOptions()), new Random(1));
        outbox.Open(state);
        for (var payment = 1u; payment <= 3_000; payment++)
        {
            var customer = 1 + (payment % 200);
            var key = customer * 0x9E3779B97F4A7C15;
            var trace = Subjects.Trace(
                payment * 60, random.NextSingle() * 100, key, hasMore ? key + 1 : 0, customer, 1, (uint)random.Next(), address: hasMore ? key + 2 : 0);
            Subjects.Add(state, Subjects.Of(trace, customer));
            outbox.NotePayment();
        }

        outbox.Close();
        Assert.IsTrue(outbox.TryTake(out var capture));
        using (capture)
        {
            var (kind, records) = capture!.Frames.Single();
            var frame = new ArrayBufferWriter<byte>();
            ExchangeFrame.Pack(kind, records.Span, frame);
            return frame.WrittenCount;
        }
    }

    private static PaymentTrace Pay(FraudState state, ExchangeOutbox outbox, int at, int instrument)
    {
        var trace = Subjects.Trace(at * 60, instrument: (ulong)instrument, device: (ulong)instrument, customer: (uint)instrument, seller: (uint)instrument, payment: (uint)at + 1, address: (ulong)instrument);
        Subjects.Add(state, Subjects.Of(trace, (ulong)instrument));
        outbox.NotePayment();
        return trace;
    }

    private static int[] Take(ExchangeOutbox outbox, out bool tellsAll)
    {
        outbox.Close();
        Assert.IsTrue(outbox.TryTake(out var capture));
        using (capture)
        {
            var book = new PeerBook();
            tellsAll = capture?.TellsAll ?? false;
            foreach (var (kind, records) in capture?.Frames ?? [])
            {
                book.Take("0", kind, records.Span);
            }

            int[] told = [.. Enumerable.Range(1, Instruments).Where(key => book.Instruments.Find((ulong)key, Reader) is not null)];
            Assert.AreEqual(told.Length, book.Instruments.Count);
            Assert.AreEqual(told.Length, book.Devices.Count);
            Assert.AreEqual(told.Length, book.Addresses.Count);
            Assert.AreEqual(told.Length, book.Sellers.Count);
            return told;
        }
    }
}
