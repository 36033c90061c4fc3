using System.Globalization;
using System.Text;
using CsCheck;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class PaymentWindowTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PseudonymKey Key = new(Enumerable.Repeat((byte)4, PseudonymKey.MinBytes).ToArray());
    private static readonly FraudSubjectReader Reader = new(Key, new ReferenceRates());

    // Four slots: a text is pushed out by others of its own window, and comes again in later ones. A number names a customer, a device and a seller alike.
    [TestMethod]
    public void A_payment_has_the_pseudonyms_of_its_own_people_whatever_its_window_and_those_before_hold() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, PaymentWindow.Length].Array[1, 6].Sample(static windows =>
        {
            var (window, ids) = (new PaymentWindow(Reader), new IdInterner(4));
            foreach (var payments in windows)
            {
                window.Read(Array.ConvertAll(payments, Event), ids, new FraudOptions());
                for (var i = 0; i < payments.Length; i++)
                {
                    Check(window.Events[i], payments[i]);
                }

                window.Clear();
            }
        });

    [TestMethod]
    public void A_label_that_knows_its_customer_by_pseudonym_alone_keeps_that_one()
    {
        var (window, customer) = (new PaymentWindow(Reader), Key.Of(new CustomerId("7")));
        var label = $$"""{"type":"payment.labelled","paymentId":"p-1","occurredAt":"{{Now:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"{{customer}}","label":"confirmedFraud"}""";
        for (var pass = 0; pass < 2; pass++)
        {
            window.Read([new StreamEvent(1, Now, Encoding.UTF8.GetBytes(label), null, null, null), Event((7, 7, 7))], new IdInterner(4), new FraudOptions());
            Assert.IsNull(window.Events[0].Stage, window.Events[0].Fault);
            Assert.AreEqual((customer, customer), (window.Events[0].Customer, window.Events[1].Customer));
        }
    }

    private static void Check(in ReadEvent read, (int Customer, int Instrument, int Device) payment)
    {
        Assert.IsNull(read.Stage, read.Fault);
        Assert.AreEqual(Key.Of(PseudonymKind.Customer, Id(payment.Customer)), read.Customer);
        Assert.AreEqual(Key.Of(PseudonymKind.Instrument, Id(payment.Instrument)), read.Subject.InstrumentKey);
        Assert.AreEqual(payment.Device == 0 ? default : Key.Of(PseudonymKind.Device, Id(payment.Device)), read.Subject.DeviceKey);
        Assert.AreEqual(Key.Of(PseudonymKind.ShippingAddress, Id(payment.Customer)), read.Subject.AddressKey);
        Assert.AreEqual(Key.Of(PseudonymKind.Seller, Id(payment.Instrument)), read.Seller);
    }

    private static StreamEvent Event((int Customer, int Instrument, int Device) payment) => new(1, Now, Encoding.UTF8.GetBytes(
        $$"""
        {"type":"payment.authorised","paymentId":"p-1","occurredAt":"{{Now:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"{{Id(payment.Customer)}}","instrumentId":"{{Id(payment.Instrument)}}",
        "method":"card","sellerId":"{{Id(payment.Instrument)}}","market":"DE","amount":25.50,"currency":"EUR","shippingAddressId":"{{Id(payment.Customer)}}"{{(payment.Device == 0 ? "" : $",\"deviceId\":\"{Id(payment.Device)}\"")}}}
        """), null, null, null);

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);
}
