using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Inference;
using XbFunctions.Training;

namespace XbFunctions.Capabilities.Tests.Fraud.Learning;

[TestClass]
public sealed class FraudGateTests
{
    private static readonly FraudLearningOptions Options = new() { MaxCalibrationError = 0.05, FairnessRows = 100 };
    private static readonly int Amount = FraudColumns.IndexOf("amount");
    private static readonly int Hour = FraudColumns.IndexOf("hour");
    private static readonly int Units = FraudColumns.IndexOf("units");

    [TestMethod]
    public void A_challenger_that_is_better_passes_and_one_that_is_worse_is_told_by_how_much()
    {
        using var good = Train(Rows(4_000, seed: 1), trees: 40);
        using var blind = Train([.. Rows(4_000, seed: 1).Select(WithoutAmount)], trees: 40);
        var part = Rows(3_000, seed: 2);

        var better = new FraudGate(Options).Judge(good, blind, part);
        Assert.IsTrue(better.Passed, better.Reason);
        Assert.AreEqual("All conditions of the gate hold.", better.Reason);
        Assert.AreEqual((3_000, part[0].OccurredAt), (better.Rows, better.From));

        var worse = new FraudGate(Options).Judge(blind, good, part);
        Assert.IsFalse(worse.Passed);
        Assert.StartsWith("averagePrecision: expected at least ", worse.Reason);
        Assert.IsTrue(worse.Checks.Single(check => check.Name == "parity").Passed);
    }

    [TestMethod]
    public void A_challenger_that_holds_up_one_market_s_genuine_payments_is_refused_and_the_market_is_named()
    {
        // It has learnt to fear many units, which a quarter of the honest French payments have.
        using var fearful = Train(Rows(4_000, seed: 1, column: Units, share: 0.97), trees: 40);
        var french = Rows(6_000, seed: 3, column: Units);
        List<ArchivedDecision> part =
        [
            .. Rows(6_000, seed: 2, column: Units, share: 0.97),
            .. french.Where(decision => decision.Features![Units] > 90).Take(25).Select(Honest),
            .. french.Where(decision => decision.Features![Units] < 80).Take(75).Select(Honest),
        ];

        var result = new FraudGate(Options).Judge(fearful, null, part);

        Assert.IsFalse(result.Passed);
        Assert.Contains("They are market FR", result.Reason);
        Assert.IsNull(result.Champion);
    }

    private static ArchivedDecision Honest(ArchivedDecision decision) => decision with { Truth = PaymentTruth.Genuine, Market = "FR" };

    // Fraud is a share of what is above 90 in a column, and little else.
    private static List<ArchivedDecision> Rows(int count, int seed, int? column = null, double share = 0.5)
    {
        var random = new Random(seed);
        return [.. Decisions.Make(count, "DE", "approve", PaymentTruth.Genuine).Select((decision, number) =>
        {
            var value = random.NextSingle() * 100;
            var fraud = random.NextDouble() < (value > 90 ? share : 0.005);
            var features = Features(column ?? Amount, value);
            features[Hour] = random.Next(24);
            return decision with
            {
                Truth = fraud ? PaymentTruth.Fraud : PaymentTruth.Genuine,
                Features = features,
                Market = number % 2 == 0 ? "DE" : "AT",
            };
        })];
    }

    private static float[] Features(int column, float value)
    {
        var features = new float[FraudColumns.Width];
        features[column] = value;
        return features;
    }

    private static ArchivedDecision WithoutAmount(ArchivedDecision decision)
    {
        var features = (float[])decision.Features!.Clone();
        features[Amount] = 0;
        return decision with { Features = features };
    }

    private static ScoringModel Train(List<ArchivedDecision> rows, int trees)
    {
        try
        {
            var trained = new FraudTrainer(new FakeTimeProvider()).Train(
                FraudHistory.ToTrainingData(rows), [.. rows.Select(row => row.OccurredAt)], new FraudTrainerOptions { Trees = trees });
            return ScoringModel.Load(trained.Package.Onnx, trained.Package.Manifest);
        }
        catch (TrainerUnavailableException exception)
        {
            Assert.Inconclusive(exception.Message);
            throw;
        }
    }
}
