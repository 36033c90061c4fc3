using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.Inference.Tests;

[TestClass]
public sealed class ModelRegistryTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));

    [TestMethod]
    public async Task A_published_version_comes_back_byte_for_byte()
    {
        var registry = NewRegistry();
        var package = TestModels.Make(1);

        await registry.PublishAsync(package);
        var loaded = await registry.LoadAsync("fraud", "1");

        CollectionAssert.AreEqual(package.Onnx, loaded.Onnx);
        CollectionAssert.AreEqual(package.Manifest.ToJson(), loaded.Manifest.ToJson());
    }

    [TestMethod]
    public async Task A_version_never_changes_once_written()
    {
        var registry = NewRegistry();
        await registry.PublishAsync(TestModels.Make(1));

        await registry.PublishAsync(TestModels.Make(1));
        var exception = await Assert.ThrowsExactlyAsync<InvalidModelException>(() => registry.PublishAsync(TestModels.Make(2)));

        Assert.EndsWith("Publish a new version.", exception.Message);
        CollectionAssert.AreEqual(TestModels.Make(1).Onnx, (await registry.LoadAsync("fraud", "1")).Onnx);
    }

    [TestMethod]
    public async Task The_champion_moves_only_from_where_the_caller_saw_it()
    {
        var registry = NewRegistry();
        Assert.IsNull(await registry.GetChampionAsync("fraud"));
        foreach (var version in new[] { "1", "2", "3" })
        {
            await registry.PublishAsync(TestModels.Make(1, version));
        }

        Assert.IsTrue(await registry.PromoteAsync("fraud", "1", expected: null));
        Assert.IsFalse(await registry.PromoteAsync("fraud", "2", expected: null));
        var seen = await registry.GetChampionAsync("fraud");
        Assert.IsTrue(await registry.PromoteAsync("fraud", "2", seen));
        Assert.IsFalse(await registry.PromoteAsync("fraud", "3", seen));

        var champion = await registry.GetChampionAsync("fraud");
        Assert.AreEqual("2", champion?.Version);
        Assert.AreEqual(_time.GetUtcNow(), champion?.PromotedAt);
    }

    [TestMethod]
    public async Task Of_many_who_promote_at_once_one_wins()
    {
        var registry = NewRegistry();
        await registry.PublishAsync(TestModels.Make(1));
        await registry.PromoteAsync("fraud", "1", expected: null);
        var seen = await registry.GetChampionAsync("fraud");

        var moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => registry.PromoteAsync("fraud", "1", seen)));

        Assert.AreEqual(1, moved.Count(won => won));
    }

    [TestMethod]
    public async Task A_version_that_is_not_there_is_neither_promoted_nor_loaded()
    {
        var registry = NewRegistry();
        await registry.PublishAsync(TestModels.Make(1));

        await Assert.ThrowsExactlyAsync<InvalidModelException>(() => registry.PromoteAsync("fraud", "9", expected: null));
        var exception = await Assert.ThrowsExactlyAsync<InvalidModelException>(() => registry.LoadAsync("fraud", "9"));
        Assert.StartsWith("fraud/9/manifest.json is missing in container 'models-", exception.Message);
    }

    [TestMethod]
    public async Task Bytes_changed_in_the_store_are_noticed()
    {
        var container = AzuriteBlobs.NewContainer();
        var registry = new ModelRegistry(container, _time);
        await registry.PublishAsync(TestModels.Make(1));
        await container.GetBlobClient("fraud/1/model.onnx").UploadAsync(BinaryData.FromBytes(TestModels.Make(2).Onnx), overwrite: true);

        var exception = await Assert.ThrowsExactlyAsync<InvalidModelException>(() => registry.LoadAsync("fraud", "1"));

        Assert.Contains("expected SHA-256", exception.Message);
    }

    [TestMethod]
    public async Task A_manifest_of_another_model_in_the_place_is_noticed()
    {
        var container = AzuriteBlobs.NewContainer();
        var registry = new ModelRegistry(container, _time);
        await registry.PublishAsync(TestModels.Make(1));
        await container.GetBlobClient("fraud/1/manifest.json")
            .UploadAsync(BinaryData.FromBytes(TestModels.Make(1, version: "2").Manifest.ToJson()), overwrite: true);

        var exception = await Assert.ThrowsExactlyAsync<InvalidModelException>(() => registry.LoadAsync("fraud", "1"));

        Assert.EndsWith("expected 'fraud' 1, got 'fraud' 2.", exception.Message);
    }

    [TestMethod]
    public async Task A_shipped_model_seeds_an_empty_registry_and_leaves_a_full_one_alone()
    {
        var registry = NewRegistry();
        using var folder = new TemporaryFolder();
        await TestModels.Make(1).WriteAsync(folder.Path);

        Assert.IsTrue(await registry.SeedAsync(folder.Path));
        Assert.IsFalse(await registry.SeedAsync(folder.Path));
        await TestModels.Make(2, version: "2").WriteAsync(folder.Path);
        Assert.IsFalse(await registry.SeedAsync(folder.Path));

        Assert.AreEqual("1", (await registry.GetChampionAsync("fraud"))?.Version);
    }

    [TestMethod]
    public async Task A_champion_of_other_columns_gives_way_to_the_shipped_model()
    {
        var registry = NewRegistry();
        using var folder = new TemporaryFolder();
        var old = TestModels.Make(1);
        var input = old.Manifest.Inputs[0];
        await old.WriteAsync(folder.Path);
        Assert.IsTrue(await registry.SeedAsync(folder.Path));

        // The next release has the same features in another order: the old champion would score nonsense.
        var shipped = new ModelPackage(old.Onnx, old.Manifest with { Version = "2", Inputs = [input with { Columns = [.. input.Columns.Reverse()] }] });
        await shipped.WriteAsync(folder.Path);
        Assert.IsTrue(await registry.SeedAsync(folder.Path));
        Assert.IsFalse(await registry.SeedAsync(folder.Path));

        Assert.AreEqual("2", (await registry.GetChampionAsync("fraud"))?.Version);
    }

    [TestMethod]
    public async Task Instances_that_seed_at_once_agree_on_one_champion()
    {
        var registry = NewRegistry();
        using var folder = new TemporaryFolder();
        await TestModels.Make(1).WriteAsync(folder.Path);

        var seeded = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => registry.SeedAsync(folder.Path)));

        Assert.AreEqual(1, seeded.Count(won => won));
        Assert.AreEqual("1", (await registry.LoadAsync("fraud", "1")).Manifest.Version);
    }

    [TestMethod]
    public async Task A_folder_with_a_changed_model_is_refused()
    {
        using var folder = new TemporaryFolder();
        await TestModels.Make(1).WriteAsync(folder.Path);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, ModelPackage.OnnxFile), [1, 2, 3]);

        await Assert.ThrowsExactlyAsync<InvalidModelException>(() => ModelPackage.ReadAsync(folder.Path));
    }

    private ModelRegistry NewRegistry() => new(AzuriteBlobs.NewContainer(), _time);
}
