using CsCheck;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudFeaturesTests
{
    private static readonly Gen<(int Second, int Amount)[]> Payments =
        Gen.Select(Gen.Int[0, 40 * 86_400], Gen.Int[1, 500]).Array[1, 60];

    [TestMethod]
    public void Velocity_windows_equal_a_brute_force_count_whatever_the_order_of_arrival() =>
        Payments.Sample(payments =>
        {
            var history = new EntityHistory();
            foreach (var (second, amount) in payments)
            {
                history.Add(Subjects.Trace(second, amount), capacity: 1_000);
            }

            var newest = payments.Max(payment => payment.Second);
            var current = Subjects.Trace(newest, amount: 7);
            var row = new float[EntityFeatures.Width(partners: 0)];
            EntityFeatures.Write(history, known: true, current, [], row);

            for (var window = 0; window < VelocityWindows.Count; window++)
            {
                var seconds = VelocityWindows.LengthsMs[window] / 1_000;
                var inside = payments.Where(payment => newest - payment.Second < seconds).ToList();
                Assert.AreEqual(inside.Count + 1, row[window], $"count of window {VelocityWindows.Names[window]}");
                Assert.AreEqual(inside.Sum(payment => payment.Amount) + 7, row[VelocityWindows.Count + window], 0.5);
            }
        });

    [TestMethod]
    public void A_late_payment_does_not_see_the_future()
    {
        var state = new FraudState(new FraudOptions(), "0");
        Subjects.Add(state, Subjects.Of(Subjects.Trace(secondsAfterStart: 3_000)));

        var row = Subjects.Features(state, Subjects.Of(Subjects.Trace(secondsAfterStart: 0)));

        Assert.AreEqual(1, row.Column("customer_payments_24h"));
        Assert.IsTrue(float.IsNaN(row.Column("customer_hours_since_last")));
    }

    [TestMethod]
    public void A_new_device_and_a_new_country_are_marked_for_a_known_customer_only()
    {
        var state = new FraudState(new FraudOptions(), "0");
        var first = Subjects.Features(state, Subjects.Of(Subjects.Trace()));
        Subjects.Add(state, Subjects.Of(Subjects.Trace()));

        var second = Subjects.Features(state, Subjects.Of(Subjects.Trace(60, device: 99, ip: 7)));

        Assert.IsTrue(float.IsNaN(first.Column("device_is_new")), "nothing is known of a first payment");
        Assert.AreEqual(1, second.Column("device_is_new"));
        Assert.AreEqual(1, second.Column("ip_country_is_new"));
        Assert.AreEqual(0, second.Column("instrument_is_new"));
    }

    [TestMethod]
    public void An_instrument_carries_its_label_to_another_customer()
    {
        var state = new FraudState(new FraudOptions(), "0");
        Subjects.Add(state, Subjects.Of(Subjects.Trace(payment: 77), customer: 1));
        state.AddLabel(1, 77, fraud: true, Subjects.Start + 30_000, new byte[FraudState.LabelChangeSize]);

        var row = Subjects.Features(state, Subjects.Of(Subjects.Trace(60, customer: 2, device: 0), customer: 2));

        Assert.AreEqual(1, row.Column("instrument_fraud_labels"));
        Assert.AreEqual(0, row.Column("customer_fraud_labels"));
        Assert.AreEqual(2, row.Column("instrument_customers_24h"));
        Assert.IsTrue(float.IsNaN(row.Column("device_payments_24h")), "a payment without a device has no device features");
    }

    [TestMethod]
    public void A_delivery_address_tells_of_the_customers_and_the_frauds_that_it_has_seen()
    {
        var state = new FraudState(new FraudOptions(), "0");
        Subjects.Add(state, Subjects.Of(Subjects.Trace(payment: 77), customer: 1));
        Subjects.Add(state, Subjects.Of(Subjects.Trace(60, customer: 2, payment: 78, instrument: 12, device: 22), customer: 2));
        state.AddLabel(1, 77, fraud: true, Subjects.Start + 30_000, new byte[FraudState.LabelChangeSize]);

        var row = Subjects.Features(state, Subjects.Of(Subjects.Trace(7_200, customer: 3, instrument: 13, device: 23), customer: 3));
        var elsewhere = Subjects.Features(state, Subjects.Of(Subjects.Trace(7_200, customer: 2, address: 42), customer: 2));
        var again = Subjects.Features(state, Subjects.Of(Subjects.Trace(7_200, customer: 2), customer: 2));
        var unknown = Subjects.Features(state, Subjects.Of(Subjects.Trace(7_200, customer: 2, address: 0), customer: 2));

        Assert.AreEqual((3f, 3f, 3f), (row.Column("address_customers_24h"), row.Column("address_instruments_30d"), row.Column("address_devices_24h")));
        Assert.AreEqual((1f, 1f, 3f), (row.Column("address_payments_1h"), row.Column("address_fraud_labels"), row.Column("address_payments_24h")));
        Assert.AreEqual(2 / 24f, row.Column("address_age_days"), 1e-5);
        Assert.AreEqual((1f, 2f, 0f), (elsewhere.Column("address_is_new"), elsewhere.Column("customer_addresses_24h"), elsewhere.Column("customer_address_payments")));
        Assert.AreEqual((0f, 1f, 1f), (again.Column("address_is_new"), again.Column("customer_addresses_24h"), again.Column("customer_address_payments")));
        Assert.IsTrue(float.IsNaN(unknown.Column("address_payments_24h")) && float.IsNaN(unknown.Column("customer_address_payments")));
        Assert.AreEqual(again.Column("missing_members") + 1, unknown.Column("missing_members"));
    }

    [TestMethod]
    public void A_label_stops_counting_when_none_has_followed_for_90_days()
    {
        var state = new FraudState(new FraudOptions(), "0");
        Subjects.Add(state, Subjects.Of(Subjects.Trace(payment: 77)));
        state.AddLabel(1, 77, fraud: true, Subjects.Start, new byte[FraudState.LabelChangeSize]);

        var fresh = Subjects.Features(state, Subjects.Of(Subjects.Trace(90 * 86_400)));
        var old = Subjects.Features(state, Subjects.Of(Subjects.Trace((90 * 86_400) + 1)));

        Assert.AreEqual(1, fresh.Column("instrument_fraud_labels"));
        Assert.AreEqual(90, fresh.Column("instrument_days_since_fraud_label"));
        Assert.AreEqual(0, old.Column("instrument_fraud_labels"));
    }

    [TestMethod]
    public void A_mismatch_is_familiar_until_one_like_it_turns_out_to_be_fraud()
    {
        var state = new FraudState(new FraudOptions(), "0");
        const PaymentMismatches travelling = PaymentMismatches.MarketIp | PaymentMismatches.IssuerIp;
        Subjects.Add(state, Subjects.Of(Subjects.Trace(0, payment: 1) with { Mismatches = travelling }));
        Subjects.Add(state, Subjects.Of(Subjects.Trace(1, payment: 2)));
        var again = Subjects.Of(Subjects.Trace(60) with { Mismatches = travelling });

        var before = Subjects.Features(state, again);
        state.AddLabel(1, 1, fraud: true, Subjects.Start + 30_000, new byte[FraudState.LabelChangeSize]);
        var after = Subjects.Features(state, again);

        Assert.AreEqual((1f, 0.5f), (before.Column("customer_same_mismatches"), before.Column("customer_mismatches_covered")));
        Assert.AreEqual((0f, 0f), (after.Column("customer_same_mismatches"), after.Column("customer_mismatches_covered")));
        Assert.AreEqual(1, after.Column("customer_mismatch_frauds"));
    }

    [TestMethod]
    public void A_row_is_written_without_allocation()
    {
        var state = new FraudState(new FraudOptions(), "0");
        for (var second = 0; second < 200; second++)
        {
            Subjects.Add(state, Subjects.Of(Subjects.Trace(second * 3_600, seller: (uint)(second % 7) + 1)));
        }

        var (subject, row) = (Subjects.Of(Subjects.Trace(200 * 3_600)), new float[FraudColumns.Width]);
        FraudFeatures.Write(state, subject, row);

        Assert.AreEqual(0, AllocatedBytes.FewestOf(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                FraudFeatures.Write(state, subject, row);
            }
        }));
    }

    [TestMethod]
    public void An_unknown_country_differs_from_nothing()
    {
        var subject = Subjects.Of(Subjects.Trace()) with { Issuer = default };

        var row = Subjects.Features(new FraudState(new FraudOptions(), "0"), subject);

        Assert.IsTrue(float.IsNaN(row.Column("issuer_differs_from_billing")));
        Assert.AreEqual(0, row.Column("market_differs_from_shipping"));
        Assert.AreEqual(1, row.Column("missing_members"));
    }

    [TestMethod]
    public void A_foreign_card_makes_a_payment_cross_border()
    {
        Assert.IsFalse(Subjects.Of(Subjects.Trace()).IsCrossBorder);
        Assert.IsTrue((Subjects.Of(Subjects.Trace()) with { Issuer = CountryCode.Parse("BR") }).IsCrossBorder);
    }

    [TestMethod]
    public void A_row_of_the_wrong_width_is_refused() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            FraudFeatures.Write(new FraudState(new FraudOptions(), "0"), Subjects.Of(Subjects.Trace()), new float[3]));

    [TestMethod]
    public void Every_column_has_a_name_of_its_own_and_a_reason()
    {
        Assert.HasCount(FraudColumns.Width, FraudColumns.Names);
        Assert.AreEqual(FraudColumns.Width, FraudColumns.Names.Distinct().Count());
        for (var column = 0; column < FraudColumns.Width; column++)
        {
            Assert.AreNotEqual("", FraudReasonCatalogue.ForColumn(column, 1, 1).Code);
        }
    }

    [TestMethod]
    public void Every_column_is_written()
    {
        var state = new FraudState(new FraudOptions(), "0");
        Subjects.Add(state, Subjects.Of(Subjects.Trace()));
        var row = Enumerable.Repeat(-12_345f, FraudColumns.Width).ToArray();

        FraudFeatures.Write(state, Subjects.Of(Subjects.Trace(60)), row);

        Assert.DoesNotContain(-12_345f, row);
    }
}
