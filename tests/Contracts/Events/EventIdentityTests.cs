using System.Text;
using System.Text.Json;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class EventIdentityTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly CountryCode Market = CountryCode.Parse("DE");

    [TestMethod]
    public void A_payment_is_named_by_its_id_and_placed_by_its_customer()
    {
        var payment = new PaymentAuthorised(
            new PaymentId("pay-1"), Time, new CustomerId("cust-7"), new InstrumentId("tok"), "card", new SellerId("s"),
            Market, 12.5m, CurrencyCode.Parse("EUR"));
        Assert.AreEqual(("payment.authorised", "pay-1", "cust-7"), (payment.Type, payment.EventId, payment.PartitionKey));
        Assert.AreEqual(new Money(1_250, CurrencyCode.Parse("EUR")), payment.Total);
    }

    [TestMethod]
    public void Each_label_of_a_payment_is_an_event_of_its_own()
    {
        var label = new PaymentLabelled(new PaymentId("pay-1"), new CustomerId("cust-7"), Time, PaymentLabel.ConfirmedFraud);
        Assert.AreEqual(("pay-1:confirmedFraud", "cust-7"), (label.EventId, label.PartitionKey));
        Assert.AreEqual("pay-1:returned", (label with { Label = PaymentLabel.Returned }).EventId);
        Assert.IsNull(label.Total);
    }

    [TestMethod]
    public void A_decision_of_before_the_keys_and_countries_came_is_still_read()
    {
        const string body =
            """
            {"type":"fraud.decided","paymentId":"pay-1","customerKey":"p_5f0c2f6f9b7d4e0aa3c1d2e3f4051627","market":"DE","outcome":"approve",
            "score":0.1,"reasons":[],"rules":[],"amount":9.9,"currency":"EUR","crossBorder":false,"occurredAt":"2026-03-14T09:26:53Z",
            "enqueuedAt":"2026-03-14T09:26:53Z","decidedAt":"2026-03-14T09:26:53Z","partition":"2","sequenceNumber":4}
            """;

        var decided = JsonSerializer.Deserialize(body, EventJson.Default.FraudDecided)!;

        Assert.IsNull(decided.SellerKey);
        Assert.IsNull(decided.IssuerCountry);
        Assert.AreEqual(4, decided.SequenceNumber);
    }

    [TestMethod]
    public void A_click_is_placed_by_its_customer_else_by_its_visitor()
    {
        var view = new ProductViewed("e", Time, Market, new Sku("s"), AnonymousId: new AnonymousId("anon-1"));
        Assert.AreEqual("anon-1", view.PartitionKey);
        Assert.AreEqual("cust-7", (view with { CustomerId = new CustomerId("cust-7") }).PartitionKey);
        Assert.AreEqual("cust-7", new CustomerIdentified("e", Time, Market, new CustomerId("cust-7"), new AnonymousId("anon-1")).PartitionKey);
    }

    [TestMethod]
    public void A_forecast_and_the_advice_that_comes_of_it_are_two_events_and_a_resent_one_is_the_same()
    {
        var (sku, points) = (new Sku("s"), new List<ForecastPoint>());
        var forecast = new ForecastPublished(sku, Market, Time, new ModelReference("demand", "1", "h"), points);
        var advice = new ReorderAdvised(sku, Market, Time, 5, new DateOnly(2026, 3, 20), 0.95, "Order.");
        Assert.AreEqual("forecast.published:s:DE:1773480413", forecast.EventId);
        Assert.AreEqual("reorder.advised:s:DE:1773480413", advice.EventId);
        Assert.AreEqual(forecast.EventId, (forecast with { Model = new ModelReference("demand", "2", "i") }).EventId);
    }

    [TestMethod]
    public void A_body_starts_with_its_type_and_leaves_out_what_is_missing() => Assert.AreEqual(
        """{"type":"payment.labelled","paymentId":"pay-1","customerId":"cust-7","occurredAt":"2026-03-14T09:26:53Z","label":"chargeback"}""",
        Encoding.UTF8.GetString(EventBody.ToUtf8(
            new PaymentLabelled(new PaymentId("pay-1"), new CustomerId("cust-7"), Time.ToOffset(TimeSpan.FromHours(9)), PaymentLabel.Chargeback))));
}
