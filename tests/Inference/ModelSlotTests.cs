using Azure.Storage.Blobs;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.Inference.Tests;

[TestClass]
public sealed class ModelSlotTests(TestContext context)
{
    private static readonly float[] Row = [0.1f, float.NaN, 1.3f, -2f];

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger<ModelSlot> _logger = new();

    [TestMethod]
    public async Task An_empty_registry_is_a_clear_state_and_the_first_model_arrives_by_polling()
    {
        var registry = NewRegistry();
        await using var slot = NewSlot(registry);

        Assert.AreEqual(ModelRefresh.Missing, await slot.StartAsync());
        Assert.IsNull(slot.Lease());
        Assert.IsNull(slot.Manifest);
        Assert.Contains("Model 'fraud' has no champion in container 'models-", slot.Reason!);

        await ServeAsync(registry, TestModels.Make(1));
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Contains("fraud 1 replaces none", await _logger.FirstAsync(4000, context.CancellationToken));
        Assert.IsNull(slot.Reason);
        AssertScoresAs(slot, seed: 1);
    }

    [TestMethod]
    public async Task A_promoted_version_takes_over_and_a_promotion_back_too()
    {
        var registry = NewRegistry();
        await ServeAsync(registry, TestModels.Make(1));
        await using var slot = NewSlot(registry);
        Assert.AreEqual(ModelRefresh.Loaded, await slot.StartAsync());
        Assert.AreEqual(ModelRefresh.Unchanged, await slot.RefreshAsync());
        AssertScoresAs(slot, seed: 1);

        await ServeAsync(registry, TestModels.Make(2, version: "2"));
        Assert.AreEqual(ModelRefresh.Loaded, await slot.RefreshAsync());
        AssertScoresAs(slot, seed: 2);

        await ServeAsync(registry, TestModels.Make(1));
        Assert.AreEqual(ModelRefresh.Loaded, await slot.RefreshAsync());
        AssertScoresAs(slot, seed: 1);
    }

    [TestMethod]
    public async Task A_model_with_changed_bytes_is_refused_and_the_old_one_stays()
    {
        var container = AzuriteBlobs.NewContainer();
        var registry = new ModelRegistry(container, _time);
        await ServeAsync(registry, TestModels.Make(1));
        await using var slot = NewSlot(registry);
        await slot.StartAsync();
        await ServeAsync(registry, TestModels.Make(2, version: "2"));
        await container.GetBlobClient("fraud/2/model.onnx").UploadAsync(BinaryData.FromBytes(TestModels.Make(3).Onnx), overwrite: true);

        Assert.AreEqual(ModelRefresh.Refused, await slot.RefreshAsync());

        Assert.Contains("1 stays in use. Model 'fraud' 2: expected SHA-256", await _logger.FirstAsync(4001, context.CancellationToken));
        Assert.Contains("expected SHA-256", slot.Reason!);
        AssertScoresAs(slot, seed: 1);
    }

    [TestMethod]
    public async Task A_model_that_fails_its_sample_rows_is_refused_once_until_the_pointer_moves()
    {
        var registry = NewRegistry();
        await ServeAsync(registry, TestModels.Make(1));
        await using var slot = NewSlot(registry);
        await slot.StartAsync();
        var (onnx, manifest) = TestModels.Make(2, version: "2");
        await ServeAsync(registry, new ModelPackage(onnx, manifest with { SampleOutputs = [0.5f, 2, 3] }));

        Assert.AreEqual(ModelRefresh.Refused, await slot.RefreshAsync());
        Assert.AreEqual(ModelRefresh.Unchanged, await slot.RefreshAsync());
        Assert.AreEqual(1, _logger.Entries.Count(entry => entry.Id == 4001));
        Assert.Contains("sample row", slot.Reason!);
        AssertScoresAs(slot, seed: 1);

        await ServeAsync(registry, TestModels.Make(3, version: "3"));
        Assert.AreEqual(ModelRefresh.Loaded, await slot.RefreshAsync());
        Assert.IsNull(slot.Reason);
        AssertScoresAs(slot, seed: 3);
    }

    [TestMethod]
    [DataRow(1e13, 1, "sample row 0: contributions expected to add up to the raw score within 1E-05, differ by", DisplayName = "rounding alone is more")]
    [DataRow(1, 0, "cannot be explained: Tree 0, node", DisplayName = "no training row reached a node")]
    public async Task A_model_whose_contributions_do_not_add_up_to_its_raw_score_is_refused_when_it_loads(
        double leaf, double cover, string reason)
    {
        var registry = NewRegistry();
        await ServeAsync(registry, TestModels.Make(1));
        await using var slot = NewSlot(registry);
        await slot.StartAsync();
        await ServeAsync(registry, TestModels.Package(Unexplainable(leaf, cover), version: "2"));

        Assert.AreEqual(ModelRefresh.Refused, await slot.RefreshAsync());

        var refusal = await _logger.FirstAsync(4001, context.CancellationToken);
        Assert.Contains("1 stays in use. Model 'fraud' 2", refusal);
        Assert.Contains(reason, refusal);
        AssertScoresAs(slot, seed: 1);
    }

    // Scores as its manifest says, so that nothing but the explanation is at fault.
    private static TreeEnsemble Unexplainable(double leaf, double cover)
    {
        var random = RandomTrees.Make(1);
        var trees = Enumerable.Range(0, random.TreeCount).Select(index => Array.ConvertAll(
            random.Tree(index).ToArray(),
            node => node.IsLeaf ? node with { Value = node.Value * leaf, Cover = node.Cover * cover } : node)).ToArray();
        return new TreeEnsemble(random.Columns, trees, random.BaseScore);
    }

    [TestMethod]
    public async Task A_model_of_other_columns_than_the_caller_fills_is_refused()
    {
        var registry = NewRegistry();
        var package = TestModels.Make(1);
        await ServeAsync(registry, package);
        var columns = package.Manifest.Inputs[0].Columns;
        await using var same = new ModelSlot(registry, new ModelSlotOptions { Model = "fraud", Columns = columns }, _time, _logger);
        await using var other = new ModelSlot(
            registry, new ModelSlotOptions { Model = "fraud", Columns = [.. columns.Reverse()] }, _time, _logger);

        Assert.AreEqual(ModelRefresh.Loaded, await same.StartAsync());
        Assert.AreEqual(ModelRefresh.Refused, await other.StartAsync());
        Assert.Contains("has other columns than this app writes, from column 0 on", other.Reason!);
    }

    [TestMethod]
    public async Task A_pointer_that_is_no_JSON_is_refused_and_the_old_model_stays()
    {
        var container = AzuriteBlobs.NewContainer();
        var registry = new ModelRegistry(container, _time);
        await ServeAsync(registry, TestModels.Make(1));
        await using var slot = NewSlot(registry);
        await slot.StartAsync();
        await container.GetBlobClient("fraud/champion.json").UploadAsync(BinaryData.FromString("not json"), overwrite: true);

        Assert.AreEqual(ModelRefresh.Refused, await slot.RefreshAsync());

        Assert.StartsWith("fraud/champion.json in container", slot.Reason);
        AssertScoresAs(slot, seed: 1);
    }

    [TestMethod]
    public async Task A_registry_that_does_not_answer_is_told_apart_from_an_empty_one()
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 0;
        var nowhere = new BlobContainerClient(new Uri("http://127.0.0.1:1/account/models"), options);
        await using var slot = NewSlot(new ModelRegistry(nowhere, _time));

        Assert.AreEqual(ModelRefresh.Unreachable, await slot.StartAsync());

        Assert.Contains("does not answer", slot.Reason!);
        Assert.IsNull(slot.Lease());
    }

    [TestMethod]
    public async Task A_lease_keeps_its_model_open_through_a_swap_and_the_last_one_closes_it()
    {
        var registry = NewRegistry();
        await ServeAsync(registry, TestModels.Make(1));
        await using var slot = NewSlot(registry);
        await slot.StartAsync();
        var first = slot.Lease()!;
        var second = slot.Lease()!;
        var old = first.Model;
        await ServeAsync(registry, TestModels.Make(2, version: "2"));
        await slot.RefreshAsync();

        first.Dispose();
        first.Dispose();
        AssertScoresAs(second.Model, seed: 1);
        second.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => old.Score(Row, 1, new float[1]));
        AssertScoresAs(slot, seed: 2);
    }

    [TestMethod]
    public async Task Swaps_under_load_never_fail_a_caller()
    {
        var registry = NewRegistry();
        await ServeAsync(registry, TestModels.Make(0, version: "0"));
        await using var slot = NewSlot(registry);
        await slot.StartAsync();
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => CallUntil(slot, stop.Token))).ToArray();

        for (var seed = 1; seed <= 12; seed++)
        {
            await ServeAsync(registry, TestModels.Make(seed % 5, version: $"{seed % 5}"));
            Assert.AreEqual(ModelRefresh.Loaded, await slot.RefreshAsync());
        }

        await stop.CancelAsync();
        var calls = await Task.WhenAll(callers);
        Assert.IsTrue(calls.All(count => count > 0));
    }

    [TestMethod]
    public async Task A_closed_slot_gives_no_leases_and_lets_given_ones_finish()
    {
        var registry = NewRegistry();
        await ServeAsync(registry, TestModels.Make(1));
        var slot = NewSlot(registry);
        await slot.StartAsync();
        var lease = slot.Lease()!;

        await slot.DisposeAsync();
        await slot.DisposeAsync();

        Assert.IsNull(slot.Lease());
        Assert.AreEqual("The slot of model 'fraud' is closed.", slot.Reason);
        AssertScoresAs(lease.Model, seed: 1);
        lease.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => lease.Model.Score(Row, 1, new float[1]));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => slot.RefreshAsync());
    }

    private static long CallUntil(ModelSlot slot, CancellationToken stop)
    {
        var expected = Enumerable.Range(0, 5).Select(Expected).ToArray();
        var score = new float[1];
        long calls = 0;
        do
        {
            using var lease = slot.Lease() ?? throw new InvalidOperationException("A slot that had a model has none.");
            lease.Model.Score(Row, 1, score);
            Assert.AreEqual(expected[int.Parse(lease.Model.Manifest.Version)], score[0], 1e-6);
            calls++;
        }
        while (!stop.IsCancellationRequested);

        return calls;
    }

    private static double Expected(int seed) => TreeEnsemble.Sigmoid(RandomTrees.Make(seed).RawScore(Row));

    private static void AssertScoresAs(ScoringModel model, int seed)
    {
        var score = new float[1];
        model.Score(Row, 1, score);
        Assert.AreEqual(Expected(seed), score[0], 1e-6);
    }

    private static void AssertScoresAs(ModelSlot slot, int seed)
    {
        using var lease = slot.Lease();
        Assert.IsNotNull(lease);
        AssertScoresAs(lease.Model, seed);
    }

    private static async Task ServeAsync(ModelRegistry registry, ModelPackage package)
    {
        await registry.PublishAsync(package);
        var seen = await registry.GetChampionAsync("fraud");
        Assert.IsTrue(await registry.PromoteAsync("fraud", package.Manifest.Version, seen));
    }

    private ModelRegistry NewRegistry() => new(AzuriteBlobs.NewContainer(), _time);

    private ModelSlot NewSlot(ModelRegistry registry) => new(registry, new ModelSlotOptions { Model = "fraud" }, _time, _logger);
}
