using CsCheck;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudErasureTests
{
    private static readonly Gen<(int Second, int Customer, int Instrument, int Device)[]> Payments =
        Gen.Select(Gen.Int[0, 20 * 86_400], Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int[1, 4]).Array[0, 60];

    [TestMethod]
    public void What_is_left_is_what_the_others_did_and_a_replay_comes_to_the_same() =>
        Gen.Select(Payments, Payments, Gen.Int[1, 5]).Sample((before, after, erased) =>
        {
            var live = new FraudState(new FraudOptions(), "0");
            var changes = Add(live, before);
            var change = new byte[FraudState.EraseChangeSize];
            live.Erase(new Pseudonym((ulong)erased), change);
            Assert.IsTrue(live.WantsSnapshot);
            Assert.IsNull(live.Customers.Find((ulong)erased));
            foreach (var key in Enumerable.Range(1, 4))
            {
                foreach (var history in (EntityHistory?[])[live.Instruments.Find(100UL + (ulong)key), live.Devices.Find(200UL + (ulong)key)])
                {
                    Assert.DoesNotContain(trace => trace.Customer == erased, history?.Traces.ToArray() ?? []);
                }
            }

            changes.Add(change);
            changes.AddRange(Add(live, after));
            var replayed = new FraudState(new FraudOptions(), "0");
            changes.ForEach(one => replayed.Apply(one));
            Assert.IsTrue(replayed.WantsSnapshot, "a journal that is replayed still holds what was erased");
            CollectionAssert.AreEqual(FraudStateBytes.Of(live), FraudStateBytes.Of(replayed));
            Assert.IsFalse(live.WantsSnapshot);

            var others = new FraudState(new FraudOptions(), "0");
            Add(others, [.. before.Where(payment => payment.Customer != erased)]);
            Add(others, after);
            foreach (var customer in Enumerable.Range(1, 5).Where(customer => customer != erased))
            {
                CollectionAssert.AreEqual(
                    others.Customers.Find((ulong)customer)?.Traces.ToArray() ?? [], live.Customers.Find((ulong)customer)?.Traces.ToArray() ?? []);
            }
        });

    private static List<byte[]> Add(FraudState state, (int Second, int Customer, int Instrument, int Device)[] payments)
    {
        var changes = new List<byte[]>();
        foreach (var (second, customer, instrument, device) in payments)
        {
            changes.Add(FraudChanges.Add(
                state, (ulong)customer, Subjects.Trace(second, instrument: 100UL + (ulong)instrument, device: 200UL + (ulong)device, customer: (uint)customer)));
        }

        return changes;
    }
}
