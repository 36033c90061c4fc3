using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Tests.Fraud.Learning;

[TestClass]
public sealed class FraudRerunTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Another_policy_decides_history_by_features_and_by_countries_and_language_as_the_archive_holds_them()
    {
        var package = await ModelPackage.ReadAsync(Path.Combine(AppContext.BaseDirectory, "models", "fraud"), TestContext.CancellationToken);
        using var model = ScoringModel.Load(package.Onnx, package.Manifest);
        var policy = FraudPolicy.Compile(
            Policies.Of(
                Policies.Rule("route", "issuerCountry == \"FR\" && shippingCountry == \"NG\"", DecisionOutcome.Decline),
                Policies.Rule("language", "language == \"de-AT\""),
                Policies.Rule("dear", "amount > 900", DecisionOutcome.Decline)),
            "test");
        ArchivedDecision[] decisions =
        [
            .. Approved("AT", 3, "de-AT"),
            .. Approved("FR", 5, "fr").Select(static decision => decision with { IssuerCountry = "FR", ShippingCountry = "NG" }),
            .. Approved("IT", 7, "it", amount: 1_000),
            .. Approved("DE", 11, null).Select(static decision => decision with { IssuerCountry = "ZZ", ShippingCountry = null }),
            .. Decisions.Make(2, "ES", "approve", PaymentTruth.Unknown),
        ];

        // Thresholds that no score reaches: rules alone decide.
        var report = new FraudRerun(model, new FraudOptions { ReviewThreshold = 1, DeclineThreshold = 1 }, policy).Run(decisions);

        Assert.AreEqual((26, 2), (report.Decided, report.Skipped));
        CollectionAssert.AreEquivalent(
            new[] { ("approve", 11), ("decline", 12), ("review", 3) },
            report.Pairs.Select(static pair => (pair.Becomes, pair.Payments)).ToArray());
        Assert.AreEqual(5, report.Markets.Single(static market => market.Market == "FR").Stricter);
        Assert.AreEqual(0, report.Markets.Single(static market => market.Market == "DE").Stricter);
    }

    private static IEnumerable<ArchivedDecision> Approved(string market, int count, string? language, float amount = 10)
    {
        var features = new float[FraudColumns.Width];
        features[FraudColumns.IndexOf("amount")] = amount;
        return Decisions.Make(count, market, "approve", PaymentTruth.Genuine, language: language)
            .Select(decision => decision with { Features = features });
    }
}
