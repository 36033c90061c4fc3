using System.Globalization;
using System.Text.Json;

namespace XbFunctions.Xb.Tests.Evaluate;

[TestClass]
public sealed class EvaluateFraudTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow("0", DisplayName = "boosted trees alone")]
    [DataRow("20", DisplayName = "with a forest beside them")]
    public async Task Sellers_that_turned_bad_are_found_and_every_tested_payment_gets_a_score(string forest)
    {
        using var folder = new TemporaryFolder();
        var (path, scores) = (Path.Combine(folder.Path, "transactions.csv"), Path.Combine(folder.Path, "scores.csv"));
        await File.WriteAllLinesAsync(path, Transactions(), TestContext.CancellationToken);

        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken,
            "evaluate", "fraud", "--transactions", path, "--train-start", "2026-01-25", "--seeds", "1", "--trees", "30", "--forest", forest, "--json",
            "--predictions-out", scores);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        var fold = JsonDocument.Parse(run.Output).RootElement.GetProperty("folds")[0];
        Assert.IsGreaterThan(0.9, fold.GetProperty("averagePrecision").GetDouble());
        var lines = await File.ReadAllLinesAsync(scores, TestContext.CancellationToken);
        Assert.AreEqual("transaction_id,score", lines[0]);
        Assert.HasCount(fold.GetProperty("testRows").GetInt32() + 1, lines);
        Assert.IsTrue(lines.Skip(1).All(line => float.Parse(line.Split(',')[1], CultureInfo.InvariantCulture) is >= 0 and <= 1));
    }

    [TestMethod]
    public async Task A_fold_without_payments_is_refused_by_its_days()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "transactions.csv");
        await File.WriteAllLinesAsync(path, Transactions().Take(50), TestContext.CancellationToken);

        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken, "evaluate", "fraud", "--transactions", path, "--train-start", "2027-01-01");

        Assert.AreNotEqual(0, run.ExitCode);
        StringAssert.Contains(run.Error, "2027-01-15");
    }

    // 40 sellers; for four weeks from 10 January on every payment to the first four is a fraud. Customers pay once, so none is known.
    private static IEnumerable<string> Transactions()
    {
        yield return "transaction_id,tx_datetime,customer_id,terminal_id,tx_amount,tx_fraud";
        var start = new DateTime(2026, 1, 1);
        for (var number = 0; number < 46 * 240; number++)
        {
            var (day, seller) = (number / 240, number % 40);
            var fraud = day >= 9 && seller < 4;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{number},{start.AddMinutes(number * 6):yyyy-MM-dd HH:mm:ss},{number},{seller},{10 + (number % 7)}.00,{(fraud ? 1 : 0)}");
        }
    }
}
