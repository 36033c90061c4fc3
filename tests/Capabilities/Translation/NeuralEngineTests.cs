using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Host;
using XbFunctions.Training.Neural;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>A small network, trained here, in the folder layout of exported models.</summary>
[TestClass]
public sealed class NeuralEngineTests
{
    private static readonly (string Source, string Target)[] Colours = [("red", "rot"), ("blue", "blau"), ("green", "grün"), ("black", "schwarz"), ("white", "weiß")];
    private static readonly (string Source, string Target)[] Things = [("shoes", "Schuhe"), ("shirt", "Hemd"), ("jacket", "Jacke"), ("hat", "Hut"), ("bag", "Tasche"), ("dress", "Kleid")];
    private static readonly (string Source, string Target)[] Groups = [("for men", "für Herren"), ("for women", "für Damen"), ("for children", "für Kinder")];
    private static AzuriteProcess _azurite = null!;
    private static string _folder = null!;

    public required TestContext TestContext { get; set; }

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = Directory.CreateTempSubdirectory("xb-neural-").FullName }, context.CancellationToken);
        _folder = Directory.CreateTempSubdirectory("xb-neural-models-").FullName;
        new NeuralTrainer(new TokenProtector([])).Train(
            [.. Pairs().Where(static (_, index) => index % 9 != 4)],
            [],
            new NeuralTrainerOptions
            {
                Subwords = 200,
                Width = 48,
                Blocks = 1,
                Dropout = 0,
                BatchTokens = 512,
                Trainer = new NetworkTrainerOptions { MaxEpochs = 30, Schedule = new(0.004), Threads = 1 },
                Beams = 2,
            },
            Path.Combine(_folder, "en-de"),
            cancellationToken: context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    public async Task Phrases_that_it_has_not_seen_are_translated_with_their_protected_tokens()
    {
        using var engine = Create(Blobs("neural-none"), _folder);
        await engine.RefreshAsync(TestContext.CancellationToken);
        var held = Pairs().Where(static (_, index) => index % 9 == 4).ToArray();
        var protector = new TokenProtector([]);
        var sources = held.Select(pair => protector.Protect(pair.Source, false, null)).ToArray();
        var answers = await engine.TranslateAsync("en", "de", [.. sources.Select(static source => source.Template)], TestContext.CancellationToken);
        var right = answers.Index().Count(one => one.Item.Text is { } text && sources[one.Index].HasAll(text) && sources[one.Index].Restore(text) == held[one.Index].Target);
        Assert.IsGreaterThan(held.Length * 7 / 10, right, string.Join('\n', answers.Index().Select(one => $"{held[one.Index].Source} -> {one.Item.Text}")));
        Assert.IsTrue(answers.All(static answer => answer.Quality is >= 0 and <= 1));
    }

    [TestMethod]
    public async Task A_model_in_storage_is_taken_up_and_a_broken_one_leaves_it_in_use()
    {
        var blobs = Blobs("neural-stored");
        var store = new NeuralModelStore(blobs, string.Empty);
        using var engine = new NeuralEngine(store, NullLogger<NeuralEngine>.Instance);
        await engine.RefreshAsync(TestContext.CancellationToken);
        Assert.IsFalse(engine.Supports("en", "de"));
        await store.PublishAsync("en", "de", Path.Combine(_folder, "en-de"), TestContext.CancellationToken);
        await engine.RefreshAsync(TestContext.CancellationToken);
        var version = engine.VersionOf("en", "de");
        Assert.IsTrue(engine.Supports("en", "de"));
        await blobs.GetBlobClient("neural/en-de/encoder_model.onnx").UploadAsync(BinaryData.FromString("broken"), overwrite: true, TestContext.CancellationToken);
        await engine.RefreshAsync(TestContext.CancellationToken);
        Assert.AreEqual(version, engine.VersionOf("en", "de"));
        var answers = await engine.TranslateAsync("en", "de", ["red shoes for men", "zxqw щ"], TestContext.CancellationToken);
        Assert.AreEqual("Schuhe für Herren in rot", answers[0].Text);
        Assert.IsNull(answers[1].Text, "characters that it does not know");
    }

    [TestMethod]
    public async Task More_protected_tokens_than_it_has_subwords_for_are_left_to_their_neighbours()
    {
        using var engine = Create(Blobs("neural-none"), _folder);
        await engine.RefreshAsync(TestContext.CancellationToken);
        var marks = string.Concat(Enumerable.Range(0, 20).Select(static index => $" {(char)(ProtectedText.First + index)}"));
        var answer = (await engine.TranslateAsync("en", "de", ["red shoes" + marks], TestContext.CancellationToken))[0];
        Assert.AreEqual(new EngineAnswer(string.Empty, 0), answer);
    }

    [TestMethod]
    public void A_network_of_several_languages_answers_in_the_one_that_is_asked_for()
    {
        var folder = Directory.CreateTempSubdirectory("xb-neural-several-").FullName;
        (string Source, string German, string French)[] words = [("red", "rot", "rouge"), ("blue", "blau", "bleu"), ("green", "grün", "vert"), ("black", "schwarz", "noir"), ("white", "weiß", "blanc")];
        NeuralTrainer.Train(
            [.. words.SelectMany(static word => new[] { new NeuralText(word.Source, word.German, "de"), new NeuralText(word.Source, word.French, "fr") })],
            [],
            ["de", "fr"],
            new NeuralTrainerOptions
            {
                Subwords = 120,
                Width = 32,
                Blocks = 1,
                Dropout = 0,
                BatchTokens = 64,
                DecayEpochs = 80,
                Trainer = new NetworkTrainerOptions { MaxEpochs = 80, Schedule = new(0.006, WarmUpSteps: 10), Threads = 1 },
                Beams = 2,
            },
            folder,
            null,
            TestContext.CancellationToken);
        using (var model = NeuralModel.Load(folder, 1))
        {
            string[] sources = [.. words.Select(static word => word.Source)];
            CollectionAssert.AreEqual(words.Select(static word => word.German).ToArray(), Texts(model.Translate(sources, "de", TestContext.CancellationToken)));
            CollectionAssert.AreEqual(words.Select(static word => word.French).ToArray(), Texts(model.Translate(sources, "fr", TestContext.CancellationToken)));
        }

        Directory.Delete(folder, recursive: true);

        static string?[] Texts(EngineAnswer[] answers) => [.. answers.Select(static answer => answer.Text)];
    }

    private static NeuralEngine Create(BlobContainerClient blobs, string folder) => new(new NeuralModelStore(blobs, folder), NullLogger<NeuralEngine>.Instance);

    private static BlobContainerClient Blobs(string name) => new BlobServiceClient(_azurite.ConnectionString).GetBlobContainerClient(name);

    private static IEnumerable<(string Source, string Target)> Pairs() =>
        from colour in Colours
        from thing in Things
        from @group in Groups
        from code in new[] { string.Empty, " XB-100/7" }
        select ($"{colour.Source} {thing.Source}{code} {@group.Source}", $"{thing.Target}{code} {@group.Target} in {colour.Target}");
}
