namespace XbFunctions.Xb.Tests.Chaos;

/// <summary>A short run of the proof, and that it can fail.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ChaosTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Nothing_is_lost_counted_twice_or_different_under_kills_pauses_and_storage_faults()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync(folder, "--duration", "20s", "--interval", "2s", "--seed", "11");
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
        Assert.IsGreaterThan(0, run.Figure("events in the hub's log"));
        Assert.IsGreaterThan(0, run.Figure("duplicates among them"));
        Assert.IsGreaterThan(0, run.Figure("processes killed"));
        Assert.IsGreaterThan(0, run.Figure("compared: dead letters"));
        Assert.AreEqual(0, run.Figure("lost"));
        Assert.AreEqual(0, run.Figure("counted twice"));
        Assert.AreEqual(0, run.Figure("different"));
    }

    [TestMethod]
    public async Task Without_fencing_of_an_older_owner_the_proof_fails()
    {
        using var folder = new TemporaryFolder();

        // A snapshot would cover what an older owner, or an append that comes late, writes a second time.
        var run = await RunAsync(
            folder, "--duration", "20s", "--interval", "1s", "--acts", "pauses", "--snapshot-records", "45000", "--late-appends", "0.5", "--seed", "5", "--bug", "no-fencing");
        Assert.IsGreaterThan(0, run.Figure("bug NoFencing struck"), run.Output);
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode, run.Output);
        Assert.IsGreaterThan(0, run.Figure("lost") + run.Figure("counted twice") + run.Figure("different"), run.Output);
    }

    [TestMethod]
    public async Task A_folder_that_holds_something_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        var kept = folder.Write("mine.txt", "kept");
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "chaos", "--data", folder.Path);
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.Contains("is not empty", run.Error);
        Assert.IsTrue(File.Exists(kept));
    }

    private Task<CommandRun> RunAsync(TemporaryFolder folder, params string[] options) => CommandRun.OfAsync(
        TestContext.CancellationToken, ["chaos", "--plain", "--rate", "100", "--data", Path.Combine(folder.Path, "data"), .. options]);
}
