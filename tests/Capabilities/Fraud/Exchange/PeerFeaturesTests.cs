using CsCheck;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class PeerFeaturesTests
{
    private const long Day = 86_400;

    // Columns that a partition does not know whole: those of the seller, the instrument, the device and the delivery address.
    private static readonly string[] Shared =
        [.. FraudColumns.Names.Where(static name => name.StartsWith("seller_", StringComparison.Ordinal)
            || name.StartsWith("instrument_", StringComparison.Ordinal) || name.StartsWith("device_", StringComparison.Ordinal)
            || name.StartsWith("address_", StringComparison.Ordinal))
            .Except(["instrument_is_new", "device_is_new", "seller_is_new", "address_is_new"])];

    [TestMethod]
    public void Features_of_two_partitions_that_tell_each_other_are_those_of_one_that_knows_everything() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 40 * (int)Day], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Bool)
            .Array[1, 30].Sample(payments =>
            {
                var options = new FraudOptions();
                var exchange = new ExchangeOptions { MaxPayments = 64 };
                FraudState[] parts = [new(options, "0"), new(options, "1")];
                var whole = new FraudState(options, "0");
                var replayed = new ReplayedExchange(parts, exchange);
                var number = 0u;
                Span<byte> change = stackalloc byte[FraudState.LabelChangeSize];
                foreach (var (customer, second, instrument, device, seller, isFraud) in payments.OrderBy(static payment => payment.Item2))
                {
                    var trace = Subjects.Trace(
                        second, 10 + customer, (ulong)instrument, (ulong)device, (uint)customer, (uint)seller, ++number, address: 50 + (ulong)(device % 2));
                    var subject = Subjects.Of(trace, (ulong)customer);
                    var own = customer % 2;
                    Subjects.Add(parts[own], subject);
                    Subjects.Add(whole, subject);
                    replayed.NotePayment(own);
                    if (isFraud)
                    {
                        parts[own].AddLabel((ulong)customer, number, fraud: true, trace.OccurredAtMs, change);
                        whole.AddLabel((ulong)customer, number, fraud: true, trace.OccurredAtMs, change);
                        replayed.NoteLabel(own, trace);
                    }
                }

                for (var customer = 1; customer <= 4; customer++)
                {
                    var subject = Subjects.Of(Subjects.Trace(41 * Day, instrument: 1, device: 2, customer: (uint)customer, seller: 1, payment: 9_999, address: 50), (ulong)customer);
                    var row = new float[FraudColumns.Width];
                    FraudFeatures.Write(parts[customer % 2], subject, row, replayed.PeersOf(customer % 2, DateTimeOffset.MaxValue - TimeSpan.FromDays(1)));
                    var expected = Subjects.Features(whole, subject);
                    foreach (var name in Shared)
                    {
                        var (one, other) = (expected.Column(name), row.Column(name));
                        if (!one.Equals(other) && Math.Abs(one - other) > 1e-4 * Math.Abs(one))
                        {
                            Assert.Fail($"{name} of customer {customer} is {other}; the one that knows everything has {one}.");
                        }
                    }
                }
            });

    [TestMethod]
    public void Reading_what_others_know_allocates_nothing_once_it_was_asked_for()
    {
        FraudState[] states = [.. Enumerable.Range(0, 3).Select(static id => new FraudState(new FraudOptions(), $"{id}"))];
        var exchange = new ReplayedExchange(states, new ExchangeOptions());
        for (var i = 0; i < 300; i++)
        {
            var trace = Subjects.Trace(i * 3_600, customer: (uint)(i % 3) + 1, payment: (uint)i + 1);
            Subjects.Add(states[i % 3], Subjects.Of(trace, (ulong)(i % 3) + 1));
            exchange.NotePayment(i % 3);
        }

        var subject = Subjects.Of(Subjects.Trace(301 * 3_600), 1);
        var row = new float[FraudColumns.Width];
        var peers = exchange.PeersOf(0, DateTimeOffset.UnixEpoch);
        FraudFeatures.Write(states[0], subject, row, peers);

        Assert.AreEqual(0, AllocatedBytes.FewestOf(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                FraudFeatures.Write(states[0], subject, row, peers);
            }
        }));
        Assert.AreEqual(301, row.Column("seller_payments_30d"), "all three partitions count");
    }
}
