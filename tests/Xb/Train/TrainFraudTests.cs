using XbFunctions.Capabilities.Fraud;
using XbFunctions.Inference;
using XbFunctions.Training;

namespace XbFunctions.Xb.Tests.Train;

[TestClass]
public sealed class TrainFraudTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_trained_folder_holds_a_model_of_the_function_s_columns_that_beats_the_amount()
    {
        RequireTrainer();
        using var folder = new TemporaryFolder();
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken,
            "train", "fraud", "--days", "14", "--payments-per-day", "1200", "--customers", "4000", "--trees", "30", "--out", folder.Path);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        var package = await ModelPackage.ReadAsync(folder.Path, TestContext.CancellationToken);
        Assert.Contains("CardTesting: ", run.Output);
        Assert.MatchesRegex(@"CardTesting: \w+ \+\d+\.\d\d, \w+ \+", run.Output, "found by the features that set it apart");
        using var model = ScoringModel.Load(package.Onnx, package.Manifest);
        model.SelfTest();
        var manifest = package.Manifest;
        CollectionAssert.AreEqual(FraudColumns.Names.ToList(), manifest.Inputs[0].Columns.ToList());
        Assert.IsLessThanOrEqualTo(1e-5, manifest.ParityMaxDifference);
        Assert.IsGreaterThan(manifest.Metrics["amountOnlyAucRoc"], manifest.Metrics["aucRoc"]);
        Assert.IsLessThanOrEqualTo(manifest.Thresholds![FraudThresholds.DeclineKey], manifest.Thresholds[FraudThresholds.ReviewKey]);
    }

    private static void RequireTrainer()
    {
        try
        {
            var options = new GradientBoostedTreesOptions { MaxIterations = 1, ValidationFraction = 0, MinRowsInLeaf = 1 };
            GradientBoostedTrees.Train(new TrainingData(["x"], [0, 1, 2, 3], [0, 0, 1, 1]), options).Dispose();
        }
        catch (TrainerUnavailableException exception)
        {
            Assert.Inconclusive(exception.Message);
        }
    }
}
