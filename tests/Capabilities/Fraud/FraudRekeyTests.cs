using CsCheck;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudRekeyTests
{
    private const ulong Old = 1_000;
    private const ulong Now = 2_000;

    private static readonly Gen<(int Second, int Customer, int Instrument, int Device)[]> Payments =
        Gen.Select(Gen.Int[0, 20 * 86_400], Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int[1, 4]).Array[1, 40];

    [TestMethod]
    public void Features_go_on_over_a_change_of_the_key_as_if_there_had_been_none_and_a_replay_comes_to_the_same() =>
        Gen.Select(Payments, Payments).Sample((before, after) =>
        {
            var (plain, rotated, replayed) = (State(), State(), State());
            var changes = new List<byte[]>();
            foreach (var payment in before.OrderBy(static one => one.Second))
            {
                Pay(plain, payment, Old, null);
                Pay(rotated, payment, Old, changes);
            }

            foreach (var payment in after.OrderBy(static one => one.Second).Select(static one => one with { Second = one.Second + (20 * 86_400) }))
            {
                var keys = new KeyChange(
                    Key(Old, payment.Customer), Key(Now, payment.Customer), Key(Old, payment.Instrument).Low + 100, Key(Now, payment.Instrument).Low + 100, Key(Old, payment.Device).Low + 200, Key(Now, payment.Device).Low + 200,
                    Address(Old, payment), Address(Now, payment));
                var change = new byte[FraudState.RekeyChangeSize];
                if (rotated.Rekey(keys, change))
                {
                    changes.Add(change);
                }

                CollectionAssert.AreEqual(Pay(plain, payment, Old, null), Pay(rotated, payment, Now, changes));
                Assert.IsFalse(rotated.Rekey(keys, change), "once is enough");
            }

            changes.ForEach(change => replayed.Apply(change));
            CollectionAssert.AreEqual(FraudStateBytes.Of(rotated), FraudStateBytes.Of(replayed));
        });

    [TestMethod]
    public void What_was_decided_for_a_customer_is_carried_over()
    {
        var state = State();
        state.AddDecision(new CustomerDecision(Key(Old, 1), 1, 2, 25, 0.5f, DecisionOutcome.Decline));
        Assert.IsTrue(state.Rekey(new KeyChange(Key(Old, 1), Key(Now, 1), 0, 0, 0, 0, 0, 0), new byte[FraudState.RekeyChangeSize]));
        Assert.IsNull(state.Summaries.Find(Key(Old, 1).Low));
        var kept = state.Summaries.Find(Key(Now, 1).Low)!;
        Assert.AreEqual((Key(Now, 1), 1, 25d), (kept.Customer, kept.Declined, kept.Amount));
    }

    [TestMethod]
    public void A_payment_knows_what_its_people_were_called_under_every_key_that_is_not_retired()
    {
        var (now, before, first) = (new PseudonymKey(Enumerable.Repeat((byte)3, 32).ToArray()), new PseudonymKey(Enumerable.Repeat((byte)2, 32).ToArray()), new PseudonymKey(Enumerable.Repeat((byte)1, 32).ToArray()));
        var reader = new FraudSubjectReader(now, new ReferenceRates(), new PseudonymKeys(now, [before, first]));
        Assert.IsTrue(PaymentReader.TryRead(
            """
            {"type":"payment.authorised","paymentId":"p-1","occurredAt":"2026-03-01T12:00:00Z","customerId":"c-1","instrumentId":"i-1","method":"card","sellerId":"s-1",
            "market":"DE","amount":25.50,"currency":"EUR","deviceId":"d-1"}
            """u8, new IdInterner(), null, out var facts, out _));
        Assert.IsTrue(reader.TryRead(facts, reader.Customer(facts.CustomerId), out var subject));
        foreach (var (key, former) in new[] { before, first }.Zip(subject.Former.ToArray()))
        {
            Assert.AreEqual(
                new FormerKeys(key.Of(new CustomerId("c-1")), key.Of(new InstrumentId("i-1")), key.Of(new DeviceId("d-1")), default, key.Of(new SellerId("s-1"))), former);
        }

        Assert.AreEqual(2, subject.Former.Length);
        Assert.IsTrue(new FraudSubjectReader(now, new ReferenceRates()).TryRead(facts, reader.Customer(facts.CustomerId), out subject));
        Assert.IsTrue(subject.Former.IsEmpty, "nothing is made where no key is being replaced");
    }

    private static FraudState State() => new(new FraudOptions(), "0");

    private static Pseudonym Key(ulong key, int number) => new(((UInt128)key << 64) + key + (ulong)number);

    private static ulong Address(ulong key, (int Second, int Customer, int Instrument, int Device) payment) =>
        Key(key, 1 + ((payment.Customer + payment.Device) % 3)).Low + 300;

    private static float[] Pay(FraudState state, (int Second, int Customer, int Instrument, int Device) payment, ulong key, List<byte[]>? changes)
    {
        var customer = Key(key, payment.Customer).Low;
        var trace = Subjects.Trace(
            payment.Second, instrument: Key(key, payment.Instrument).Low + 100, device: Key(key, payment.Device).Low + 200, customer: (uint)customer,
            address: Address(key, payment));
        var row = Subjects.Features(state, Subjects.Of(trace, customer));
        var change = FraudChanges.Add(state, customer, trace);
        changes?.Add(change);
        return row;
    }
}
