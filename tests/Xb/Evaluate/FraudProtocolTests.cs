using XbFunctions.Xb.Evaluate;

namespace XbFunctions.Xb.Tests.Evaluate;

[TestClass]
public sealed class FraudProtocolTests
{
    private static readonly DateOnly Start = new(2026, 3, 1);
    private static readonly FraudProtocol Fold = new(Start, TrainDays: 7, DelayDays: 7, TestDays: 7, WholeHistory: false);

    [TestMethod]
    public void A_test_begins_when_the_delay_after_training_is_over()
    {
        Assert.AreEqual(new DateOnly(2026, 3, 15), Fold.TestStart);
        Assert.IsTrue(Fold.Trains(Start.AddDays(6)));
        Assert.IsFalse(Fold.Trains(Start.AddDays(7)));
        Assert.IsFalse(Fold.Trains(Start.AddDays(-1)));
        Assert.IsTrue((Fold with { WholeHistory = true }).Trains(Start.AddDays(-1)));
        Assert.IsFalse((Fold with { WholeHistory = true }).Trains(Start.AddDays(7)), "no label after training is known when the test begins");
        Assert.IsFalse(Fold.Tests(Start.AddDays(13)));
        Assert.IsFalse(Fold.Tests(Start.AddDays(21)));
    }

    [TestMethod]
    public void A_fraud_is_known_when_its_label_has_had_its_delay()
    {
        var tested = Fold.TestStart.AddDays(2);
        Assert.IsTrue(Fold.IsKnown(Start, tested), "a fraud of the days of training");
        Assert.IsFalse(Fold.IsKnown(Start.AddDays(-1), tested), "a fraud before them");
        Assert.IsTrue(Fold.IsKnown(tested.AddDays(-8), tested));
        Assert.IsFalse(Fold.IsKnown(tested.AddDays(-7), tested));
    }

    [TestMethod]
    public void Card_precision_looks_at_customers_not_payments_and_forgets_those_it_found()
    {
        // Day 1: customer a is fraud, found at the top. Day 2: a again, which no longer counts, then b (genuine) before c (fraud).
        var days = DaysOf(
            (Fold.TestStart, "1", "a", true),
            (Fold.TestStart, "2", "a", false),
            (Fold.TestStart, "3", "b", false),
            (Fold.TestStart.AddDays(1), "4", "a", true),
            (Fold.TestStart.AddDays(1), "5", "b", false),
            (Fold.TestStart.AddDays(1), "6", "c", true));
        var test = FraudTestSet.Of(days, Fold);
        float[] scores = [0.9f, 0.1f, 0.5f, 0.99f, 0.8f, 0.7f];

        Assert.AreEqual((1 + 0) / 2.0, test.CardPrecision(scores, top: 1));
        Assert.AreEqual((0.5 + 0.5) / 2, test.CardPrecision(scores, top: 2));
    }

    [TestMethod]
    public void A_customer_known_to_be_defrauded_is_not_tested()
    {
        var days = DaysOf(
            (Start, "1", "a", true),
            (Fold.TestStart, "2", "a", true),
            (Fold.TestStart, "3", "b", false));
        Assert.AreEqual("3", string.Join(",", FraudTestSet.Of(days, Fold).Rows.Select(row => row.Day.Ids[row.Row])));
    }

    private static FraudDays DaysOf(params (DateOnly Day, string Id, string Customer, bool Fraud)[] payments)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, payments
                .Select((payment, at) => $"{payment.Id},{payment.Day:yyyy-MM-dd} 00:00:{at:00},{payment.Customer},1,10.00,{(payment.Fraud ? 1 : 0)}")
                .Prepend("transaction_id,tx_datetime,customer_id,terminal_id,tx_amount,tx_fraud"));
            return FraudDays.Read(path, [Fold], new Progress<WorkDone>(), CancellationToken.None);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
