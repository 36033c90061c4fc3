using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Host;
using XbFunctions.Training.Translation;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>The shop's own phrase models, in real blobs.</summary>
[TestClass]
public sealed class PhraseEngineTests
{
    private static int _names;
    private static AzuriteProcess _azurite = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) =>
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = Directory.CreateTempSubdirectory("xb-phrases-").FullName }, context.CancellationToken);

    [ClassCleanup]
    public static async Task StopAsync() => await _azurite.DisposeAsync();

    [TestMethod]
    public async Task Without_a_container_no_pair_is_translated()
    {
        var (engine, _, _) = Create();
        await engine.RefreshAsync(TestContext.CancellationToken);
        Assert.IsFalse(engine.Supports("en", "de"));
        Assert.AreEqual("none", engine.VersionOf("en", "de"));
        Assert.AreEqual(default, (await engine.TranslateAsync("en", "de", ["shoe"], TestContext.CancellationToken)).Single());
    }

    [TestMethod]
    public async Task A_published_model_is_taken_up_and_a_newer_one_in_its_place()
    {
        var (engine, store, _) = Create();
        await store.PublishAsync("en", "de", Model("Schuh"), TestContext.CancellationToken);
        await engine.RefreshAsync(TestContext.CancellationToken);
        Assert.IsTrue(engine.Supports("en", "de"));
        Assert.IsFalse(engine.Supports("de", "en"));
        Assert.AreEqual("Schuh", await OneAsync(engine, "shoe"));
        var first = engine.VersionOf("en", "de");

        await store.PublishAsync("en", "de", Model("Latschen"), TestContext.CancellationToken);
        Assert.AreEqual("Schuh", await OneAsync(engine, "shoe"));
        await engine.RefreshAsync(TestContext.CancellationToken);
        Assert.AreEqual("Latschen", await OneAsync(engine, "shoe"));
        Assert.AreNotEqual(first, engine.VersionOf("en", "de"));
    }

    [TestMethod]
    public async Task A_damaged_model_leaves_the_one_before_in_use()
    {
        var (engine, store, _) = Create();
        await store.PublishAsync("en", "de", Model("Schuh"), TestContext.CancellationToken);
        await engine.RefreshAsync(TestContext.CancellationToken);
        await store.PublishAsync("en", "de", [1, 2, 3], TestContext.CancellationToken);
        await engine.RefreshAsync(TestContext.CancellationToken);
        Assert.AreEqual("Schuh", await OneAsync(engine, "shoe"));
    }

    [TestMethod]
    public async Task A_model_that_is_taken_away_translates_no_more_and_other_blobs_are_passed_over()
    {
        var (engine, store, container) = Create();
        await store.PublishAsync("en", "de", Model("Schuh"), TestContext.CancellationToken);
        await container.GetBlobClient("phrases/en-xx.xbpt").UploadAsync(BinaryData.FromString("other"), TestContext.CancellationToken);
        await engine.RefreshAsync(TestContext.CancellationToken);
        Assert.IsTrue(engine.Supports("en", "de"));
        await container.GetBlobClient("phrases/en-de.xbpt").DeleteAsync(cancellationToken: TestContext.CancellationToken);
        await engine.RefreshAsync(TestContext.CancellationToken);
        Assert.IsFalse(engine.Supports("en", "de"));
    }

    [TestMethod]
    public async Task A_text_that_it_knows_too_little_of_is_left_to_others()
    {
        var (engine, store, _) = Create();
        await store.PublishAsync("en", "de", Model("Schuh"), TestContext.CancellationToken);
        await engine.RefreshAsync(TestContext.CancellationToken);
        var answers = await engine.TranslateAsync("en", "de", ["shoe quux zorb", "shoe bag"], TestContext.CancellationToken);
        Assert.IsNull(answers[0].Text);
        Assert.AreEqual("Schuh Tasche", answers[1].Text);
    }

    private static byte[] Model(string shoe) => PhraseTranslator.Train(
        [("shoe", shoe), ("bag", "Tasche"), ("shoe bag", $"{shoe} Tasche")], new PhraseTranslatorOptions { Tuning = 0 }, static _ => { }, CancellationToken.None).ToBytes();

    private static (PhraseEngine Engine, PhraseModelStore Store, BlobContainerClient Container) Create()
    {
        var container = new BlobServiceClient(_azurite.ConnectionString).GetBlobContainerClient($"phrases-{Interlocked.Increment(ref _names)}");
        var store = new PhraseModelStore(container);
        return (new PhraseEngine(store, NullLogger<PhraseEngine>.Instance), store, container);
    }

    private async Task<string?> OneAsync(PhraseEngine engine, string text) => (await engine.TranslateAsync("en", "de", [text], TestContext.CancellationToken)).Single().Text;
}
