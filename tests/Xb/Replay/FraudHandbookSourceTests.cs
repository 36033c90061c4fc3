using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Tests.Replay;

[TestClass]
public sealed class FraudHandbookSourceTests
{
    private const string Header = "transaction_id,tx_datetime,customer_id,terminal_id,tx_amount,tx_fraud,tx_fraud_scenario";

    [TestMethod]
    public void A_transaction_is_one_card_payment()
    {
        var only = Read(null, "0,2018-04-01 00:00:31,596,3156,57.16,0,0").Single();
        var payment = JsonSerializer.Deserialize(only.Body.Span, EventJson.Default.PaymentAuthorised)!;
        Assert.AreEqual("0", payment.PaymentId.Value);
        Assert.AreEqual("596", payment.CustomerId.Value);
        Assert.AreEqual("card-596", payment.InstrumentId.Value);
        Assert.AreEqual("terminal-3156", payment.SellerId.Value);
        Assert.AreEqual(57.16m, payment.Amount);
        Assert.AreEqual("EUR", payment.Currency.ToString());
        Assert.AreEqual(new DateTimeOffset(2018, 4, 1, 0, 0, 31, TimeSpan.Zero), payment.OccurredAt);
    }

    [TestMethod]
    public void The_label_of_a_fraud_comes_after_its_delay_and_between_the_payments()
    {
        var events = Read(
            TimeSpan.FromDays(7),
            "0,2018-04-01 00:00:00,1,1,10.00,1,1",
            "1,2018-04-07 00:00:00,1,1,10.00,0,0",
            "2,2018-04-08 00:00:01,1,1,10.00,0,0");
        Assert.AreEqual("0, 1, 0:confirmedFraud, 2", string.Join(", ", events.Select(replayed => replayed.Id)));
        Assert.AreEqual(new DateTimeOffset(2018, 4, 8, 0, 0, 0, TimeSpan.Zero), events[2].OccurredAt);
    }

    [TestMethod]
    public void A_label_that_falls_due_after_the_end_is_sent_last()
    {
        var events = Read(TimeSpan.FromDays(7), "0,2018-04-01 00:00:00,1,1,10.00,1,1");
        Assert.AreEqual("0, 0:confirmedFraud", string.Join(", ", events.Select(replayed => replayed.Id)));
    }

    [TestMethod]
    public void A_label_stands_for_no_row() => Assert.AreEqual(0, Read(TimeSpan.Zero, "0,2018-04-01 00:00:00,1,1,10.00,1,1")[^1].Rows);

    [TestMethod]
    public void Without_a_delay_there_are_no_labels() => Assert.ContainsSingle(Read(null, "0,2018-04-01 00:00:00,1,1,10.00,1,1"));

    [TestMethod]
    public void A_withheld_label_is_none() => Assert.ContainsSingle(Read(TimeSpan.Zero, "0,2018-04-01 00:00:00,1,1,10.00,,"));

    [TestMethod]
    public void A_label_that_is_neither_yes_nor_no_is_refused()
    {
        var exception = Assert.ThrowsExactly<CommandException>(() => Read(TimeSpan.Zero, "0,2018-04-01 00:00:00,1,1,10.00,maybe,0"));
        Assert.StartsWith("own.csv line 2: tx_fraud is 'maybe', expected 0, 1 or nothing.", exception.Message);
    }

    private static List<ReplayEvent> Read(TimeSpan? labelDelay, params string[] rows)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("own.csv", [Header, .. rows]);
        var source = new FraudHandbookSource(new ReplaySourceOptions(path), labelDelay);
        Assert.AreEqual(rows.Length, source.Inspect(CancellationToken.None));
        return [.. source.Read(CancellationToken.None)];
    }
}
