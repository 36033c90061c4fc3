using System.Text;
using System.Text.Json.Nodes;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class RefusalTests
{
    private const string Payment = """
        {"type":"payment.authorised","paymentId":"pay-1","occurredAt":"2026-03-14T09:26:53Z","customerId":"cust-7","instrumentId":"tok-9","method":"card",
         "sellerId":"seller-3","market":"DE","amount":99.90,"currency":"EUR","deviceId":"dev-4","items":[{"sku":"SKU-1","quantity":2,"unitPrice":39.95}]}
        """;

    [TestMethod]
    [DataRow("amount", null, EventRefusalReason.MissingMember)]
    [DataRow("customerId", null, EventRefusalReason.MissingMember)]
    [DataRow("customerId", "null", EventRefusalReason.WrongType)]
    [DataRow("customerId", "7", EventRefusalReason.WrongType)]
    [DataRow("customerId", "\"\"", EventRefusalReason.BadIdentifier)]
    [DataRow("deviceId", "\"a\\nb\"", EventRefusalReason.BadIdentifier)]
    [DataRow("method", "\"\"", EventRefusalReason.BadIdentifier)]
    [DataRow("amount", "-0.01", EventRefusalReason.NegativeAmount)]
    [DataRow("amount", "\"99.90\"", EventRefusalReason.WrongType)]
    [DataRow("amount", "0.001", EventRefusalReason.TooManyDecimals)]
    [DataRow("amount", "10000000000000.01", EventRefusalReason.AmountTooLarge)]
    [DataRow("amount", "1e99", EventRefusalReason.AmountTooLarge)]
    [DataRow("currency", "\"EURO\"", EventRefusalReason.UnknownCurrency)]
    [DataRow("currency", "\"eur\"", EventRefusalReason.UnknownCurrency)]
    [DataRow("currency", "\"XXX\"", EventRefusalReason.UnknownCurrency)]
    [DataRow("market", "\"UK\"", EventRefusalReason.UnknownCountry)]
    [DataRow("market", "\"ZZ\"", EventRefusalReason.UnknownCountry)]
    [DataRow("ipCountry", "\"de\"", EventRefusalReason.UnknownCountry)]
    [DataRow("language", "\"german language\"", EventRefusalReason.BadLanguage)]
    [DataRow("occurredAt", "\"yesterday\"", EventRefusalReason.BadTime)]
    [DataRow("occurredAt", "\"2026-03-14T09:26:53\"", EventRefusalReason.BadTime)]
    [DataRow("occurredAt", "1773480413", EventRefusalReason.WrongType)]
    [DataRow("type", "\"payment.refunded\"", EventRefusalReason.UnknownType)]
    [DataRow("type", "3", EventRefusalReason.WrongType)]
    [DataRow("items", "{}", EventRefusalReason.WrongType)]
    public void Both_readings_name_the_reason_and_the_member(string member, string? value, EventRefusalReason reason)
    {
        var payment = JsonNode.Parse(Payment)!.AsObject();
        payment.Remove(member);
        var body = value is null ? payment.ToJsonString() : $"{{\"{member}\":{value},{payment.ToJsonString()[1..]}";
        AssertRefused(body, null, new EventRefusal(reason, reason == EventRefusalReason.UnknownType ? null : member));
    }

    [TestMethod]
    [DataRow("{\"sku\":\"a\",\"quantity\":1}", "items[].unitPrice", EventRefusalReason.MissingMember)]
    [DataRow("{\"sku\":\"\",\"quantity\":1,\"unitPrice\":1}", "items[].sku", EventRefusalReason.BadIdentifier)]
    [DataRow("{\"sku\":\"a\",\"quantity\":0,\"unitPrice\":1}", "items[].quantity", EventRefusalReason.NumberOutOfRange)]
    [DataRow("{\"sku\":\"a\",\"quantity\":1000001,\"unitPrice\":1}", "items[].quantity", EventRefusalReason.NumberOutOfRange)]
    [DataRow("{\"sku\":\"a\",\"quantity\":1.5,\"unitPrice\":1}", "items[].quantity", EventRefusalReason.WrongType)]
    [DataRow("{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":-1}", "items[].unitPrice", EventRefusalReason.NegativeAmount)]
    [DataRow("{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":0.0000001}", "items[].unitPrice", EventRefusalReason.TooManyDecimals)]
    [DataRow("{\"sku\":\"a\",\"sku\":\"b\",\"quantity\":1,\"unitPrice\":1}", "items[].sku", EventRefusalReason.DuplicateMember)]
    [DataRow("null", "items[]", EventRefusalReason.WrongType)]
    public void Both_readings_look_into_items(string item, string member, EventRefusalReason reason) =>
        AssertRefused(
            Payment.Replace("{\"sku\":\"SKU-1\",\"quantity\":2,\"unitPrice\":39.95}", item, StringComparison.Ordinal), null, new EventRefusal(reason, member));

    [TestMethod]
    [DataRow("", EventRefusalReason.NotJson)]
    [DataRow("hello", EventRefusalReason.NotJson)]
    [DataRow("{\"type\":\"payment.labelled\"", EventRefusalReason.NotJson)]
    [DataRow("{\"type\":\"payment.labelled\",}", EventRefusalReason.NotJson)]
    [DataRow("[]", EventRefusalReason.NotAnObject)]
    [DataRow("[1,{\"a\":2}]", EventRefusalReason.NotAnObject)]
    [DataRow("\"text\"", EventRefusalReason.NotAnObject)]
    [DataRow("null", EventRefusalReason.NotAnObject)]
    [DataRow("[", EventRefusalReason.NotJson)]
    [DataRow("1 2", EventRefusalReason.NotJson)]
    [DataRow("{}", EventRefusalReason.UnknownType)]
    public void What_is_no_object_with_a_type_is_refused(string body, EventRefusalReason reason) =>
        AssertRefused(body, null, new EventRefusal(reason));

    [TestMethod]
    public void A_body_after_the_body_is_refused() => AssertRefused(Payment + Payment, null, new EventRefusal(EventRefusalReason.NotJson));

    [TestMethod]
    public void Invalid_utf8_is_refused_wherever_it_stands()
    {
        var body = Encoding.UTF8.GetBytes(Payment.Replace("}]}", "}],\"note\":\"?\"}", StringComparison.Ordinal));
        Assert.IsTrue(PaymentReader.TryRead(body, new IdInterner(), out _, out _));
        body[Array.LastIndexOf(body, (byte)'?')] = 0xFF;
        AssertRefused(body, null, new EventRefusal(EventRefusalReason.NotJson));
    }

    [TestMethod]
    public void A_body_of_256_KiB_is_taken_and_one_byte_more_is_refused()
    {
        var body = Encoding.UTF8.GetBytes(Payment.PadRight(EventLimits.BodyBytes));
        Assert.IsTrue(PaymentReader.TryRead(body, new IdInterner(), out _, out var refusal), refusal.ToString());
        AssertRefused(body.Append((byte)' ').ToArray(), null, new EventRefusal(EventRefusalReason.BodyTooLarge));
    }

    [TestMethod]
    public void As_many_items_as_the_limit_are_taken_and_one_more_is_refused()
    {
        static string With(int lines) => Payment.Replace(
            "[{\"sku\":\"SKU-1\",\"quantity\":2,\"unitPrice\":39.95}]",
            $"[{string.Join(',', Enumerable.Repeat("{\"sku\":\"s\",\"quantity\":3,\"unitPrice\":0.5}", lines))}]",
            StringComparison.Ordinal);
        Assert.IsTrue(PaymentReader.TryRead(Encoding.UTF8.GetBytes(With(2_000)), new IdInterner(), out var facts, out _));
        Assert.AreEqual((2_000, 6_000), (facts.ItemLines, facts.Units));
        AssertRefused(With(2_001), null, new EventRefusal(EventRefusalReason.TooManyItems, "items"));
    }

    [TestMethod]
    public void A_type_that_differs_from_the_declared_one_is_refused() =>
        AssertRefused(Payment, EventTypes.PaymentLabelled, new EventRefusal(EventRefusalReason.TypeMismatch, "type"));

    [TestMethod]
    public void The_declared_type_is_enough()
    {
        var body = Encoding.UTF8.GetBytes(Payment.Replace("\"type\":\"payment.authorised\",", "", StringComparison.Ordinal));
        Assert.IsTrue(PaymentReader.TryRead(body, new IdInterner(), EventTypes.PaymentAuthorised, out var facts, out _));
        Assert.AreEqual(PaymentKind.Authorised, facts.Kind);
        AssertRefused(body, null, new EventRefusal(EventRefusalReason.UnknownType));
    }

    [TestMethod]
    public void A_label_that_is_not_known_is_refused() => AssertRefused(
        """{"paymentId":"p","customerId":"c","occurredAt":"2026-03-14T09:26:53Z","label":"Chargeback"}""",
        EventTypes.PaymentLabelled,
        new EventRefusal(EventRefusalReason.UnsupportedLabel, "label"));

    [TestMethod]
    public void Every_reason_has_a_sentence_that_names_the_member()
    {
        foreach (var reason in Enum.GetValues<EventRefusalReason>())
        {
            var text = new EventRefusal(reason, "amount").ToString();
            Assert.EndsWith(".", text);
            Assert.DoesNotContain("refused: ", text);
            Assert.AreEqual(reason is > EventRefusalReason.TypeMismatch, text.Contains("'amount'", StringComparison.Ordinal), text);
        }
    }

    [TestMethod]
    [DataRow(-90 * 24 * 60, false)]
    [DataRow((-90 * 24 * 60) - 1, true)]
    [DataRow(24 * 60, false)]
    [DataRow((24 * 60) + 1, true)]
    public void A_time_too_far_from_the_clock_is_refused(int minutesFromNow, bool refused)
    {
        var now = new DateTimeOffset(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);
        var refusal = EventTime.Check(now.AddMinutes(minutesFromNow), now);
        Assert.AreEqual(refused ? new EventRefusal(EventRefusalReason.TimeOutOfRange, "occurredAt") : default, refusal);
    }

    private static void AssertRefused(string body, string? declaredType, EventRefusal expected) =>
        AssertRefused(Encoding.UTF8.GetBytes(body), declaredType, expected);

    private static void AssertRefused(byte[] body, string? declaredType, EventRefusal expected)
    {
        Assert.IsFalse(PaymentReader.TryRead(body, new IdInterner(), declaredType, out var facts, out var refusal));
        Assert.AreEqual(expected, refusal);
        Assert.AreEqual(default, facts);
        Assert.IsFalse(EventValidation.TryRead(body, declaredType, out _, out var slowRefusal));
        Assert.AreEqual(expected, slowRefusal);
    }
}
