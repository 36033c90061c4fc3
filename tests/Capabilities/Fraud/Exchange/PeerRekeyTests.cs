using System.Text.RegularExpressions;
using CsCheck;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>What other partitions tell goes on while a key of the pseudonyms is being replaced, whichever of them has seen whom since.</summary>
[TestClass]
public sealed partial class PeerRekeyTests
{
    private const ulong Old = 1_000;
    private const ulong Now = 2_000;
    private const int Day = 86_400;

    private static readonly Gen<(int Second, int Customer, int Instrument, int Device)[]> Payments =
        Gen.Select(Gen.Int[0, 20 * Day], Gen.Int[1, 6], Gen.Int[1, 3], Gen.Int[1, 3]).Array[1, 30];

    [TestMethod]
    public void Sums_over_partitions_go_on_over_a_change_of_the_key_and_no_one_is_missed_among_partners() =>
        Gen.Select(Payments, Payments).Sample((before, after) =>
        {
            var (plain, rotated) = (new Pair(), new Pair());
            foreach (var payment in before.OrderBy(static one => one.Second))
            {
                plain.Pay(payment, Old, isRotating: false);
                rotated.Pay(payment, Old, isRotating: false);
            }

            foreach (var payment in after.OrderBy(static one => one.Second).Select(static one => one with { Second = one.Second + (20 * Day) }))
            {
                var (expected, actual) = (plain.Pay(payment, Old, isRotating: false), rotated.Pay(payment, Now, isRotating: true));
                foreach (var (name, column) in FraudColumns.Names.Select(static (name, column) => (name, column)))
                {
                    if (Partners().IsMatch(name))
                    {
                        // Others at the same instrument or device are known to each partition by the name that it saw last: twice at most, never less.
                        Assert.IsTrue(actual[column].Equals(expected[column]) || (actual[column] > expected[column] && actual[column] <= 2 * expected[column]), $"{name}: {actual[column]}, not {expected[column]}");
                    }
                    else if (!actual[column].Equals(expected[column]))
                    {
                        Assert.Fail($"{name}: {actual[column]}, not {expected[column]}");
                    }
                }
            }
        });

    [TestMethod]
    public void What_a_partition_told_under_the_old_name_does_not_count_beside_what_it_tells_under_the_new_one()
    {
        var pair = new Pair();
        pair.Pay((0, 1, 1, 1), Old, isRotating: false);
        pair.Pay((60, 1, 1, 1), Now, isRotating: true);
        var row = pair.Pay((120, 2, 1, 1), Now, isRotating: true);
        Assert.AreEqual(3, row.Column("instrument_payments_30d"), "two of the other partition, and this one");
        Assert.AreEqual(3, row.Column("device_payments_30d"));
    }

    [GeneratedRegex("^(instrument|device|address)_(customers|devices|instruments)_(24h|30d)$")]
    private static partial Regex Partners();

    /// <summary>Two partitions that tell each other at once.</summary>
    private sealed class Pair
    {
        private readonly FraudState[] _states = [new(new FraudOptions(), "0"), new(new FraudOptions(), "1")];
        private readonly ReplayedExchange _exchange;
        private DateTimeOffset _at = DateTimeOffset.UnixEpoch;
        private uint _number;

        public Pair() => _exchange = new ReplayedExchange(_states, new ExchangeOptions { MaxPayments = 64 });

        public float[] Pay((int Second, int Customer, int Instrument, int Device) payment, ulong key, bool isRotating)
        {
            var own = payment.Customer % 2;
            var customer = Key(key, payment.Customer);
            var trace = Subjects.Trace(
                payment.Second, instrument: Key(key, payment.Instrument).Low + 100, device: Key(key, payment.Device).Low + 200, customer: (uint)customer.Low, payment: ++_number,
                address: Key(key, payment.Device % 2).Low + 300);
            var former = new FormerKeys(
                Key(Old, payment.Customer), Plus(Key(Old, payment.Instrument), 100), Plus(Key(Old, payment.Device), 200), Plus(Key(Old, payment.Device % 2), 300), default);
            var subject = Subjects.Of(trace, customer.Low) with { Former = isRotating ? new[] { former } : default(ReadOnlyMemory<FormerKeys>) };
            if (isRotating)
            {
                _states[own].Rekey(former.ChangeTo(subject) with { Customer = customer }, new byte[FraudState.RekeyChangeSize]);
            }

            // Long enough after the last payment for all to be told.
            _at += TimeSpan.FromHours(1);
            var row = new float[FraudColumns.Width];
            FraudFeatures.Write(_states[own], subject, row, _exchange.PeersOf(own, _at));
            Subjects.Add(_states[own], subject);
            _exchange.NotePayment(own);
            return row;
        }

        private static Pseudonym Key(ulong key, int number) => new(((UInt128)key << 64) + key + (ulong)number);

        private static Pseudonym Plus(Pseudonym pseudonym, ulong number) => new(pseudonym.Value + number);
    }
}
