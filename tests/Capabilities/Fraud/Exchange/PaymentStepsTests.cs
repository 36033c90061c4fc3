using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Payments of an entity as differences.</summary>
[TestClass]
public sealed class PaymentStepsTests
{
    [TestMethod]
    public void Payments_come_back_as_they_were_whatever_changes_from_one_to_the_next()
    {
        var random = new Random(20261128);
        for (var round = 0; round < 500; round++)
        {
            var traces = new PaymentTrace[random.Next(20)];
            var trace = default(PaymentTrace);
            for (var i = 0; i < traces.Length; i++)
            {
                traces[i] = trace = Changed(trace, random);
            }

            var target = new byte[traces.Length * PaymentSteps.MostBytes];
            var length = PaymentSteps.Write(traces, target);
            var read = new PaymentTrace[traces.Length];
            PaymentSteps.Read(target.AsSpan(0, length), read);
            CollectionAssert.AreEqual(traces, read);
            Assert.IsTrue(PaymentSteps.AreWhole(target.AsSpan(0, length), traces.Length));
            Assert.IsFalse(PaymentSteps.AreWhole(target.AsSpan(0, length), traces.Length + 1));
            Assert.IsFalse(PaymentSteps.AreWhole([.. target.AsSpan(0, length), 0], traces.Length));
            for (var cut = 1; cut <= length; cut += random.Next(1, 9))
            {
                Assert.IsFalse(PaymentSteps.AreWhole(target.AsSpan(0, length - cut), traces.Length));
                Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PaymentSteps.Read(target.AsSpan(0, length - cut), read));
            }
        }
    }

    [TestMethod]
    public void A_payment_takes_as_many_bytes_as_it_differs_in()
    {
        var first = Subjects.Trace();
        var like = first with { OccurredAtMs = first.OccurredAtMs + 1_000, Amount = 7, Payment = 8 };
        var target = new byte[4 * PaymentSteps.MostBytes];

        // Time 8, amount 4, payment 4, instrument 8, device 8, address 8, customer 4, seller 4, countries 4; no marks.
        Assert.AreEqual(53, PaymentSteps.Write([first], target));
        Assert.AreEqual(53 + 13, PaymentSteps.Write([first, like], target));
        CollectionAssert.AreEqual((byte[])[0, .. BitConverter.GetBytes(1_000), .. BitConverter.GetBytes(7f), 8, 0, 0, 0], target[53..66]);
        Assert.AreEqual(53 + 13 + 17, PaymentSteps.Write([first, like, like with { Seller = 9 }], target));
        Assert.AreEqual(53 + 17, PaymentSteps.Write([first, like with { OccurredAtMs = first.OccurredAtMs - 1 }], target), "a time before that of the payment before");
    }

    // Each member changes now and then, to any value.
    private static PaymentTrace Changed(PaymentTrace trace, Random random) => new(
        Changes(random) ? random.NextInt64(long.MinValue, long.MaxValue) : trace.OccurredAtMs + random.Next(),
        Changes(random) ? (ulong)random.NextInt64() : trace.Instrument,
        Changes(random) ? (ulong)random.NextInt64() : trace.Device,
        random.NextSingle(),
        Changes(random) ? (uint)random.Next() : trace.Customer,
        Changes(random) ? (uint)random.Next() : trace.Seller,
        (uint)random.Next(),
        Changes(random) ? (ushort)random.Next(65_536) : trace.ShippingCountry,
        Changes(random) ? (ushort)random.Next(65_536) : trace.IpCountry,
        Changes(random) ? (PaymentMismatches)random.Next(65_536) : trace.Mismatches,
        Changes(random) ? (PaymentMarks)random.Next(65_536) : trace.Marks,
        Changes(random) ? (ulong)random.NextInt64() : trace.Address);

    private static bool Changes(Random random) => random.Next(3) == 0;
}
