using System.Text;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class ReaderAllocationTests
{
    private const string Payment = """
        {"type":"payment.authorised","paymentId":"pay-1","occurredAt":"2026-03-14T09:26:53.589Z","customerId":"k\u00fcnde-7","instrumentId":"tok-9",
         "method":"card","sellerId":"seller-3","market":"DE","amount":99.90,"currency":"EUR","billingCountry":"DE","shippingCountry":"AT",
         "ipCountry":"DE","issuerCountry":"FR","deviceId":"dev-4","language":"de-DE","more":{"a":[1,2,3]},
         "items":[{"sku":"SKU-1","quantity":2,"unitPrice":39.95},{"sku":"SKU-2","quantity":1,"unitPrice":20.00}]}
        """;

    private const string Click = """
        {"eventId":"evt-1","occurredAt":"2026-03-14T09:26:53.589Z","market":"JP","anonymousId":"anon-1","sessionId":"sess-1","language":"ja-JP",
         "skus":["SKU-1","SKU-2"],"source":"home","recommendationId":"rec-1"}
        """;

    [TestMethod]
    [DataRow(EventTypes.PaymentAuthorised)]
    [DataRow(null)]
    public void A_payment_with_known_ids_is_read_with_its_items_without_allocating(string? declaredType)
    {
        var body = Encoding.UTF8.GetBytes(Payment);
        var ids = new IdInterner(1_024);
        AssertAllocatesNothing(() =>
        {
            var read = PaymentReader.TryRead(body, ids, declaredType, out var facts, out _);
            var units = 0;
            foreach (var item in facts.Items(body, ids))
            {
                units += item.Quantity + item.Sku.Length;
            }

            return read && units == 13;
        });
    }

    [TestMethod]
    public void A_click_with_known_ids_is_read_with_its_skus_without_allocating()
    {
        var body = Encoding.UTF8.GetBytes(Click);
        var ids = new IdInterner(1_024);
        AssertAllocatesNothing(() =>
        {
            var read = ClickReader.TryRead(body, ids, EventTypes.RecommendationShown, out var facts, out _);
            var letters = 0;
            foreach (var sku in facts.Skus(body, ids))
            {
                letters += sku.Length;
            }

            return read && letters == 10;
        });
    }

    [TestMethod]
    public void A_refusal_of_a_value_allocates_nothing()
    {
        var body = Encoding.UTF8.GetBytes(Payment.Replace("99.90", "99.901", StringComparison.Ordinal));
        var ids = new IdInterner(1_024);
        AssertAllocatesNothing(() =>
            !PaymentReader.TryRead(body, ids, null, out _, out var refusal) && refusal.Reason == EventRefusalReason.TooManyDecimals);
    }

    [TestMethod]
    public void A_pseudonym_is_made_without_allocating()
    {
        var key = new PseudonymKey(Enumerable.Range(0, 32).Select(static number => (byte)number).ToArray());
        AssertAllocatesNothing(() => key.Of(PseudonymKind.Customer, "künde-7").Low != 0);
    }

    private static void AssertAllocatesNothing(Func<bool> work)
    {
        // Warm: tiering, tables, the strings of the ids.
        for (var round = 0; round < 100; round++)
        {
            Assert.IsTrue(work());
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++)
        {
            _ = work();
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
