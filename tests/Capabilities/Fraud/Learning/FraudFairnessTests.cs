using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud.Learning;

[TestClass]
public sealed class FraudFairnessTests
{
    private static readonly FraudLearningOptions Options = new() { FairnessRows = 100 };

    [TestMethod]
    public void Rates_are_of_the_genuine_and_of_all_and_compared_with_everybody()
    {
        // FR: 60 of 200 genuine held up. DE: 20 of 800. Together 80 of 1,000: 0.3 / 0.08 = 3.75 and 0.025 / 0.08 = 0.3125.
        var report = new FraudFairness(Options).Measure(
        [
            .. Decisions.Make(60, "FR", "review", PaymentTruth.Genuine), .. Decisions.Make(140, "FR", "approve", PaymentTruth.Genuine),
            .. Decisions.Make(20, "DE", "decline", PaymentTruth.Genuine), .. Decisions.Make(780, "DE", "approve", PaymentTruth.Genuine),
            .. Decisions.Make(100, "DE", "review", PaymentTruth.Fraud), .. Decisions.Make(100, "DE", "approve", PaymentTruth.Unknown),
        ]);

        Assert.AreEqual((1_000, 1_200), (report.Genuine, report.Payments));
        Assert.AreEqual(0.08, report.FalsePositiveRate, 1e-12);
        Assert.AreEqual(0.15, report.ReviewRate, 1e-12);
        var france = Of(report, "market", "FR", FraudFairness.FalsePositiveRate);
        Assert.AreEqual(3.75, france.Ratio.Estimate, 1e-9);
        Assert.IsTrue(france.Alarm, "three times the rate of everybody");
        Assert.AreEqual(0.3125, Of(report, "market", "DE", FraudFairness.FalsePositiveRate).Ratio.Estimate, 1e-9);
        Assert.AreEqual(0.12, Of(report, "market", "DE", FraudFairness.ReviewRate).Rate.Estimate, 1e-9);
    }

    [TestMethod]
    public void A_small_group_neither_counts_nor_alarms_and_one_whose_interval_reaches_the_band_does_not_alarm()
    {
        var report = new FraudFairness(Options).Measure(
        [
            .. Decisions.Make(50, "FR", "review", PaymentTruth.Genuine),
            .. Decisions.Make(5, "IT", "review", PaymentTruth.Genuine), .. Decisions.Make(95, "IT", "approve", PaymentTruth.Genuine),
            .. Decisions.Make(2_000, "DE", "approve", PaymentTruth.Genuine),
        ]);

        Assert.IsFalse(report.Entries.Any(entry => entry.Group == "FR"));
        var italy = Of(report, "market", "IT", FraudFairness.FalsePositiveRate);
        Assert.IsTrue(italy.Ratio.Estimate > 1.9 && italy.Ratio.Low < 2, italy.ToString());
        Assert.IsFalse(italy.Alarm);
    }

    [TestMethod]
    public void Genuine_cross_border_traffic_is_reported_by_itself_and_regions_of_a_language_together()
    {
        var report = new FraudFairness(Options).Measure(
        [
            .. Decisions.Make(30, "DE", "review", PaymentTruth.Genuine, crossBorder: true, language: "de-AT"),
            .. Decisions.Make(270, "DE", "approve", PaymentTruth.Genuine, crossBorder: true, language: "de-DE"),
            .. Decisions.Make(700, "DE", "approve", PaymentTruth.Genuine),
        ]);

        Assert.AreEqual((300, 0.1), (report.GenuineCrossBorder!.Rows, report.GenuineCrossBorder.Rate.Estimate));
        Assert.AreEqual(300, Of(report, "language", "de", FraudFairness.FalsePositiveRate).Rows);
        Assert.AreEqual(700, Of(report, "language", "unknown", FraudFairness.ReviewRate).Rows);
    }

    private static FairnessEntry Of(FairnessReport report, string dimension, string group, string measure) =>
        report.Entries.Single(entry => entry.Dimension == dimension && entry.Group == group && entry.Measure == measure);
}
