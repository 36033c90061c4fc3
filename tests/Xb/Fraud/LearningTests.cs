using System.Text.Json.Nodes;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.State;
using XbFunctions.Training;

namespace XbFunctions.Xb.Tests.Fraud;

[TestClass]
public sealed class LearningTests
{
    private static readonly FraudLearningOptions Options = new()
    {
        LabelDelay = TimeSpan.FromDays(5),
        MinRows = 1_000,
        MinFrauds = 50,
        Trees = 40,
        ShadowFrauds = 30,
        MaxCalibrationError = 0.1,
        HistoryDays = 1_000,

        // A few hundred payments of a group say little, and one run in some would be refused.
        FairnessLow = 0,
        FairnessHigh = 1_000,
    };

    public required TestContext TestContext { get; set; }

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_weak_champion_is_challenged_in_shadow_replaced_when_the_challenger_is_better_and_comes_back_in_one_command()
    {
        await using var rig = await LearningRig.StartAsync(Token);
        await rig.FeedAsync(18, Token);
        await RequireTrainerAsync(rig);

        var first = await rig.Learning(Options).RunDailyAsync(cancellationToken: Token);
        Assert.AreEqual(LearningAction.Shadowed, first.Action, first.Reason);
        Assert.AreEqual("weak", first.Champion);
        Assert.IsTrue(first.Gate!.Passed);
        Assert.IsLessThan(first.Decisions, first.Known, "the latest payments are too young to count as genuine");
        var again = await rig.Learning(Options).RunDailyAsync(cancellationToken: Token);
        Assert.AreEqual((first.EndedAt, first.Challenger), (again.EndedAt, again.Challenger), "a day's run is done once");

        var shadowedSince = rig.Time.GetUtcNow();
        await rig.FeedAsync(14, Token);
        await AssertBothScoredAsync(rig, shadowedSince, first.Challenger!);
        var second = await rig.Learning(Options).RunDailyAsync(cancellationToken: Token);
        Assert.AreEqual(LearningAction.Promoted, second.Action, second.Reason);
        Assert.IsGreaterThan(0, second.Trial!.PrecisionGain!.Value.Low);
        Assert.AreEqual(first.Challenger, (await rig.Registry.GetChampionAsync("fraud", Token))!.Version);
        Assert.IsNull(await rig.Registry.GetChallengerAsync("fraud", Token));

        var back = await RunAsync(rig, "fraud", "rollback", "--reason", "a test");
        Assert.AreEqual(0, back.ExitCode, back.Error);
        Assert.AreEqual("weak", (await rig.Registry.GetChampionAsync("fraud", Token))!.Version);
        await AssertCommandsAsync(rig, first.Challenger!);
    }

    // What the trial lives on. Where it is missing, the trial says "0 frauds" and not whether rows or a model's scores are.
    private async Task AssertBothScoredAsync(LearningRig rig, DateTimeOffset since, string challenger)
    {
        var history = await new FraudHistoryReader(rig.Blobs, new ArchiveOptions()).ReadAsync(
            HistoryRange.Whole, Options.LabelDelay, cancellationToken: Token);
        var decisions = history.Decisions.Where(decision => decision.OccurredAt >= since).ToList();
        var scored = string.Join("; ", decisions
            .CountBy(static decision => (decision.ModelVersion, decision.ShadowVersion, float.IsNaN(decision.ModelScore), float.IsNaN(decision.ShadowScore)))
            .Select(static group => $"{group.Value} by {group.Key}"));
        Assert.AreEqual($"{decisions.Count} by (weak, {challenger}, False, False)", scored, $"{history.Decisions.Count} decisions up to {history.Watermark:O}");
        Assert.IsGreaterThan(Options.ShadowFrauds, decisions.Count(static decision => decision.Truth == PaymentTruth.Fraud));
    }

    private async Task AssertCommandsAsync(LearningRig rig, string challenger)
    {
        var verify = await RunAsync(rig, "fraud", "verify");
        Assert.AreEqual(0, verify.ExitCode, verify.Output + verify.Error);
        Assert.Contains(", 0 differ.", verify.Output);
        Assert.Contains("decided by rules alone", verify.Output);
        Assert.DoesNotContain(": 0 verified", verify.Output);
        Assert.Contains(" verified, 0 different.", verify.Output);
        Assert.DoesNotContain("outcomes cannot be replayed", verify.Output);

        var rerun = await RunAsync(rig, "fraud", "rerun", "--model", challenger, "--label-delay-days", "5");
        Assert.AreEqual(0, rerun.ExitCode, rerun.Error);
        Assert.Contains($"Model {challenger} decides ", rerun.Output);
        var fairness = await RunAsync(rig, "fraud", "fairness", "--label-delay-days", "5");
        Assert.Contains("genuine cross-border payments", fairness.Output, fairness.Error);
        Assert.Contains("crossBorder yes", fairness.Output);
        var drift = await RunAsync(rig, "fraud", "drift", "--days", "3");
        Assert.Contains("at or above 0.25", drift.Output, drift.Error);

        await AssertFeaturesAsync(rig);
        await TamperAsync(rig);
        var tampered = await RunAsync(rig, "fraud", "verify");
        Assert.AreEqual(1, tampered.ExitCode, tampered.Output);
        Assert.Contains(", 1 differ.", tampered.Output);
        Assert.Contains("1 different.", tampered.Output, "with that score the outcome would be another");
    }

    // Rows of the first days were decided by rules alone; the champion of the rest is one small tree.
    private async Task RequireTrainerAsync(LearningRig rig)
    {
        var history = await new FraudHistoryReader(rig.Blobs, new ArchiveOptions()).ReadAsync(
            HistoryRange.Whole, TimeSpan.FromDays(5), cancellationToken: Token);
        try
        {
            var times = history.Known.Select(decision => decision.OccurredAt).ToArray();
            var trained = new FraudTrainer(rig.Time).Train(
                FraudHistory.ToTrainingData(history.Known), times, new FraudTrainerOptions { Trees = 1 }, null, Token);
            var weak = trained.Package with { Manifest = trained.Package.Manifest with { Version = "weak" } };
            await rig.Registry.PublishAsync(weak, Token);
            Assert.IsTrue(await rig.Registry.PromoteAsync("fraud", "weak", null, Token));
        }
        catch (TrainerUnavailableException exception)
        {
            Assert.Inconclusive(exception.Message);
        }
    }

    private async Task AssertFeaturesAsync(LearningRig rig)
    {
        var files = await new FraudHistoryReader(rig.Blobs, new ArchiveOptions()).ListAsync(HistoryRange.Whole, Token);
        var frames = new ArchiveFrameReader(rig.Blobs, new ArchiveOptions());
        var frame = await frames.ReadAsync(files[^1].Blob, Token);
        var row = frame.RowCount - 1;
        var answer = new JsonObject
        {
            ["paymentId"] = frame.Texts("payment_id")[row],
            ["partition"] = frame.Texts("partition")[row],
            ["sequenceNumber"] = frame.Wholes("sequence_number")[row],
            ["enqueuedAt"] = new DateTimeOffset(DateTime.SpecifyKind(frame.Times("enqueued_at")[row], DateTimeKind.Utc)),
        };
        var features = new DecisionFeatures(new ArchiveReader(rig.Blobs, new ArchiveOptions()), frames);
        await features.AddToAsync(answer, Token);
        Assert.HasCount(FraudColumns.Width, answer["features"]!.AsObject());
        Assert.AreEqual(frame.Singles("amount")[row], answer["features"]!["amount"]!.GetValue<float>());
        Assert.AreEqual(frame.Texts("shadow_version")[row], answer["shadow"]?["version"]?.GetValue<string>());

        answer["sequenceNumber"] = 1_000_000L;
        await features.AddToAsync(answer, Token);
        Assert.IsNull(answer["features"], "not archived yet");
    }

    private async Task TamperAsync(LearningRig rig)
    {
        var files = await new FraudHistoryReader(rig.Blobs, new ArchiveOptions()).ListAsync(HistoryRange.Whole, Token);
        var blob = rig.Blobs.GetBlobContainerClient("archive").GetBlobClient(files[^1].Blob);
        var bytes = (await blob.DownloadContentAsync(Token)).Value.Content.ToArray();
        var frame = await new ArchiveFrameReader(rig.Blobs, new ArchiveOptions()).ReadAsync(files[^1].Blob, Token);
        await blob.UploadAsync(await TamperedFile.WithScoreAsync(bytes, frame.Singles("model_score")[0] > 0.5f ? 0 : 0.999f, Token), overwrite: true, Token);
    }

    private Task<CommandRun> RunAsync(LearningRig rig, params string[] arguments) =>
        CommandRun.OfAsync(Token, [.. arguments, "--storage", rig.Storage]);
}
