using XbFunctions.Capabilities.Fraud;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Tests.Fraud.Learning;

[TestClass]
public sealed class FraudDriftTests
{
    [TestMethod]
    public void A_shifted_column_alarms_and_a_stable_score_does_not()
    {
        var report = FraudDrift.Measure(
            Manifest([new ReferenceHistogram("score", [0.4f], [0, 1, 0]), new ReferenceHistogram("amount", [10], [1, 0, 0])]),
            Rows(amount: 100),
            limit: 0.25);

        Assert.AreEqual(50, report.Rows);
        Assert.AreEqual("amount", report.Entries[0].Name);
        Assert.IsTrue(report.Entries[0].Alarm);
        Assert.AreEqual(new DriftEntry("score", 0, false), report.Entries[1]);
    }

    [TestMethod]
    public void A_model_without_histograms_or_without_decisions_says_so()
    {
        Assert.Contains("no reference histograms", FraudDrift.Measure(Manifest(null), Rows(1), 0.25).Problem!);
        Assert.Contains("No decision", FraudDrift.Measure(Manifest([]), [], 0.25).Problem!);
    }

    private static List<ArchivedDecision> Rows(float amount)
    {
        var features = new float[FraudColumns.Width];
        features[FraudColumns.IndexOf("amount")] = amount;
        return [.. Decisions.Make(50, "DE", "approve", PaymentTruth.Unknown).Select(decision => decision with { Features = features })];
    }

    private static ModelManifest Manifest(IReadOnlyList<ReferenceHistogram>? reference) => new()
    {
        Name = "fraud",
        Version = "champion",
        Sha256 = "",
        Inputs = [],
        OutputName = "score",
        CreatedAt = default,
        TrainingRange = default,
        Rows = 0,
        Metrics = new Dictionary<string, double>(),
        CodeVersion = "",
        SampleRows = [],
        SampleOutputs = [],
        ParityMaxDifference = 0,
        Reference = reference,
    };
}
