using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.Inference.Tests;

[TestClass]
public sealed class ModelPointersTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));

    [TestMethod]
    public async Task A_rollback_goes_back_one_champion_at_a_time_and_says_when_there_is_none_left()
    {
        var registry = await NewRegistryAsync("1", "2", "3");
        foreach (var version in new[] { "1", "2", "3" })
        {
            Assert.IsTrue(await registry.PromoteAsync("fraud", version, await registry.GetChampionAsync("fraud"), "better"));
        }

        var champion = await registry.GetChampionAsync("fraud");
        CollectionAssert.AreEqual(new[] { "1", "2" }, champion!.History.ToList());
        Assert.AreEqual("better", champion.Reason);
        Assert.AreEqual("2", await registry.RollbackAsync("fraud", champion, "complaints"));
        Assert.AreEqual("1", await registry.RollbackAsync("fraud", (await registry.GetChampionAsync("fraud"))!, null));
        var first = (await registry.GetChampionAsync("fraud"))!;
        Assert.AreEqual("1", first.Version);
        var none = await Assert.ThrowsExactlyAsync<InvalidModelException>(() => registry.RollbackAsync("fraud", first, null));
        Assert.Contains("there is none to go back to", none.Message);
    }

    [TestMethod]
    public async Task Of_a_promotion_and_rollbacks_at_once_one_moves_the_pointer()
    {
        var registry = await NewRegistryAsync("1", "2", "3");
        await registry.PromoteAsync("fraud", "1", null);
        await registry.PromoteAsync("fraud", "2", await registry.GetChampionAsync("fraud"));
        var seen = (await registry.GetChampionAsync("fraud"))!;

        var moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number => number % 2 == 0
            ? await registry.PromoteAsync("fraud", "3", seen)
            : await registry.RollbackAsync("fraud", seen, null) is not null));

        Assert.AreEqual(1, moved.Count(won => won));
    }

    [TestMethod]
    public async Task A_challenger_is_sent_and_withdrawn_only_from_where_it_was_seen()
    {
        var registry = await NewRegistryAsync("1", "2");
        Assert.IsNull(await registry.GetChallengerAsync("fraud"));
        Assert.IsTrue(await registry.ChallengeAsync("fraud", "1", null));
        Assert.IsFalse(await registry.ChallengeAsync("fraud", "2", null));
        var seen = (await registry.GetChallengerAsync("fraud"))!;
        Assert.AreEqual(("1", _time.GetUtcNow()), (seen.Version, seen.Since));

        Assert.IsTrue(await registry.ChallengeAsync("fraud", "2", seen));
        Assert.IsFalse(await registry.WithdrawAsync("fraud", seen));
        Assert.AreEqual("2", (await registry.GetChallengerAsync("fraud"))!.Version);
        var now = (await registry.GetChallengerAsync("fraud"))!;
        var withdrawn = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => registry.WithdrawAsync("fraud", now)));
        Assert.AreEqual(1, withdrawn.Count(won => won));
        Assert.IsNull(await registry.GetChallengerAsync("fraud"));
        await Assert.ThrowsExactlyAsync<InvalidModelException>(() => registry.ChallengeAsync("fraud", "9", null));
    }

    [TestMethod]
    public async Task A_pointer_that_an_older_app_wrote_is_read()
    {
        var container = AzuriteBlobs.NewContainer();
        var registry = new ModelRegistry(container, _time);
        await registry.PublishAsync(TestModels.Make(1));
        await container.GetBlobClient("fraud/champion.json").UploadAsync(
            BinaryData.FromString("""{"version":"1","promotedAt":"2026-01-02T03:04:05+00:00"}"""));

        var champion = await registry.GetChampionAsync("fraud");

        Assert.AreEqual("1", champion!.Version);
        Assert.IsEmpty(champion.History);
        Assert.IsNull(champion.Reason);
    }

    [TestMethod]
    public async Task Published_models_and_versions_are_listed_without_what_else_lies_there()
    {
        var container = AzuriteBlobs.NewContainer();
        var registry = new ModelRegistry(container, _time);
        Assert.IsEmpty(await registry.ListModelsAsync());
        await registry.PublishAsync(TestModels.Make(1, "2"));
        await registry.PublishAsync(TestModels.Make(1, "1"));
        await registry.PublishAsync(TestModels.Make(1, "1", "other"));
        await container.GetBlobClient("fraud/learning/2026-03-01.json").UploadAsync(BinaryData.FromString("{}"));
        await container.GetBlobClient("fraud/9/model.onnx").UploadAsync(BinaryData.FromString("half a version"));

        CollectionAssert.AreEqual(new[] { "fraud", "other" }, (await registry.ListModelsAsync()).ToList());
        CollectionAssert.AreEqual(new[] { "1", "2" }, (await registry.ListVersionsAsync("fraud")).ToList());
    }

    [TestMethod]
    public async Task A_slot_that_follows_the_challenger_empties_when_it_is_withdrawn()
    {
        var registry = await NewRegistryAsync("1");
        await using var slot = new ModelSlot(
            registry,
            new ModelSlotOptions { Model = "fraud", Pointer = ModelPointer.Challenger },
            _time,
            new RecordingLogger<ModelSlot>());
        Assert.AreEqual(ModelRefresh.Missing, await slot.RefreshAsync());
        await registry.ChallengeAsync("fraud", "1", null);
        Assert.AreEqual(ModelRefresh.Loaded, await slot.RefreshAsync());
        Assert.AreEqual("1", slot.Manifest?.Version);

        await registry.WithdrawAsync("fraud", (await registry.GetChallengerAsync("fraud"))!);
        Assert.AreEqual(ModelRefresh.Missing, await slot.RefreshAsync());
        Assert.IsNull(slot.Lease());
        Assert.Contains("has no challenger", slot.Reason!);
    }

    [TestMethod]
    [DataRow(new[] { 0.2f, 0.1f }, new[] { 0f, 1f }, DisplayName = "scores that fall")]
    [DataRow(new[] { 0.1f, 0.2f }, new[] { 1f, 0f }, DisplayName = "probabilities that fall")]
    [DataRow(new[] { 0.1f, 0.2f }, new[] { 0f }, DisplayName = "a point without a probability")]
    [DataRow(new[] { 0.1f, 1.2f }, new[] { 0f, 1f }, DisplayName = "a score above 1")]
    public void A_manifest_with_a_calibration_that_cannot_be_is_refused(float[] x, float[] y)
    {
        var manifest = TestModels.Make(1).Manifest with
        {
            Calibration = new ScoreCalibration { Method = ScoreCalibration.Isotonic, X = x, Y = y },
        };

        Assert.Contains("calibration", Assert.ThrowsExactly<InvalidModelException>(() => ModelManifest.Parse(manifest.ToJson())).Message);
    }

    [TestMethod]
    public void Calibration_and_histograms_come_back_as_they_were_written()
    {
        var manifest = TestModels.Make(1).Manifest with
        {
            Calibration = new ScoreCalibration { Method = ScoreCalibration.Isotonic, X = [0.1f, 0.7f], Y = [0, 1] },
            Reference = [new ReferenceHistogram("score", [0.5f], [0.9f, 0.1f, 0])],
        };

        var read = ModelManifest.Parse(manifest.ToJson());

        CollectionAssert.AreEqual(manifest.ToJson(), read.ToJson());
        Assert.AreEqual(0.5f, read.Calibration!.Apply(0.4f), 1e-6f);
        Assert.AreEqual(1, read.Reference![0].BinOf(0.6f));
    }

    private async Task<ModelRegistry> NewRegistryAsync(params string[] versions)
    {
        var registry = new ModelRegistry(AzuriteBlobs.NewContainer(), _time);
        foreach (var version in versions)
        {
            await registry.PublishAsync(TestModels.Make(1, version));
        }

        return registry;
    }
}
