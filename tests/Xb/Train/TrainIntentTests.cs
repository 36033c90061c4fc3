using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Inference;

namespace XbFunctions.Xb.Tests.Train;

[TestClass]
public sealed class TrainIntentTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Clicks_of_a_file_make_a_model_of_the_function_s_columns_that_beats_the_cart_and_what_is_no_click_is_counted()
    {
        using var folder = new TemporaryFolder();
        var simulated = await RunAsync("simulate", "--out", folder.Path, "--count", "40000", "--customers", "800", "--payments-per-day", "600");
        Assert.AreEqual(0, simulated.ExitCode, simulated.Error);
        var clicks = Path.Combine(folder.Path, "clickstream.jsonl");
        await File.AppendAllTextAsync(clicks, "no json\n\n{\"type\":\"other\"}\n[1]\n", TestContext.CancellationToken);
        var outFolder = Path.Combine(folder.Path, "model");
        var run = await RunAsync("train", "intent", "--clicks", clicks, "--trees", "20", "--out", outFolder);
        if (run.Error.Contains("LightGBM", StringComparison.Ordinal))
        {
            Assert.Inconclusive(run.Error);
        }

        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.Contains("3 events refused", run.Output);
        var package = await ModelPackage.ReadAsync(outFolder, TestContext.CancellationToken);
        using var model = ScoringModel.Load(package.Onnx, package.Manifest);
        model.SelfTest();
        CollectionAssert.AreEqual(IntentColumns.Names.ToList(), package.Manifest.Inputs[0].Columns.ToList());
        Assert.IsGreaterThan(package.Manifest.Metrics["cartOnlyAucRoc"], package.Manifest.Metrics["aucRoc"]);
        Assert.IsLessThanOrEqualTo(1e-5, package.Manifest.ParityMaxDifference);
    }

    [TestMethod]
    public async Task Too_few_clicks_are_told_with_the_first_that_was_refused()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync("train", "intent", "--clicks", folder.Write("few.jsonl", "no json\n"), "--out", folder.Path);
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.Contains("There are 0 sessions with an order", run.Error);
        Assert.Contains("event 1: ", run.Error);
        var missing = await RunAsync("train", "intent", "--clicks", Path.Combine(folder.Path, "none.jsonl"), "--out", folder.Path);
        Assert.AreEqual(XbCommandLine.Failed, missing.ExitCode);
        Assert.Contains("--clicks", missing.Error);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(TestContext.CancellationToken, arguments);
}
