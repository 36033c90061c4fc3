using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Host;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>The pipeline over the real table and the real lexicon.</summary>
[TestClass]
public sealed class TranslatorTests
{
    private static readonly TestMeters Meters = new();
    private static AzuriteProcess _azurite = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) =>
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = Directory.CreateTempSubdirectory("xb-translation-").FullName }, context.CancellationToken);

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await _azurite.DisposeAsync();
        Meters.Dispose();
    }

    [TestMethod]
    [DataRow("en", "de", "Nordwind black leather running shoes for men, size 42", "Nordwind Laufschuhe, schwarz, Leder für Herren, Größe 42", DisplayName = "German")]
    [DataRow("en", "ja", "black leather shoes for women", "レディースブラックレザーシューズ", DisplayName = "Japanese")]
    [DataRow("en", "zh-Hans", "red cotton T-shirt for kids", "儿童红色棉质 T恤", DisplayName = "Chinese")]
    [DataRow("de", "en", "Wo ist meine Bestellung?", "Where is my order?", DisplayName = "A sentence from German")]
    [DataRow("zh-Hans", "en", "黑色皮革靴子", "black leather boot", DisplayName = "From Chinese")]
    public async Task Titles_are_put_into_the_order_of_the_target(string from, string to, string text, string expected)
    {
        var answer = await OneAsync(Create(), text, from, to);
        Assert.AreEqual(expected, answer.Text);
        StringAssert.StartsWith(answer.Engine, "lexicon/");
    }

    [TestMethod]
    public async Task The_second_answer_comes_from_the_memory_also_in_another_process()
    {
        var first = await OneAsync(Create(), "waterproof blue jacket 128-B", "en", "fr");
        var second = await OneAsync(Create(), "waterproof blue jacket 128-B", "en", "fr");
        Assert.IsFalse(first.IsCached);
        Assert.IsTrue(second.IsCached);
        Assert.AreEqual(first.Text, second.Text);
        CollectionAssert.Contains(second.Protected.ToList(), "128-B");
    }

    [TestMethod]
    public async Task A_text_that_no_engine_knows_is_refused_and_not_passed_off()
    {
        var outcome = await Create().TranslateAsync(Request("zorbulated frimfram quux", "en", "de"), TestContext.CancellationToken);
        Assert.IsNull(outcome.Items);
        Assert.AreEqual(TranslationRefusalKind.NotCovered, outcome.Refusal!.Kind);
    }

    [TestMethod]
    public async Task A_glossary_term_holds_in_its_market_and_inflected_form()
    {
        var blobs = new BlobServiceClient(_azurite.ConnectionString).GetBlobContainerClient("glossary-test");
        await blobs.CreateIfNotExistsAsync(cancellationToken: TestContext.CancellationToken);
        await blobs.GetBlobClient(GlossarySlot.BlobName).UploadAsync(
            BinaryData.FromString("""[{"from":"en","to":"de","market":"AT","source":"backpack","target":"Rucksackerl","forms":{"backpacks":"Rucksackerln"}}]"""), overwrite: true, TestContext.CancellationToken);
        var translator = Create(blobs);
        var austria = (await translator.TranslateAsync(Request("red Backpacks", "en", "de") with { Market = "AT" }, TestContext.CancellationToken)).Items![0].Translations[0];
        StringAssert.Contains(austria.Text, "Rucksackerln");
        Assert.AreEqual(new GlossaryUse("Backpacks", "Rucksackerln"), austria.Glossary.Single());
        Assert.AreEqual("Rucksäcke, rot", (await OneAsync(translator, "red backpacks", "en", "de")).Text);
    }

    [TestMethod]
    [DataRow("schwarze Lederschuhe für Herren", "de")]
    [DataRow("zapatos de cuero para hombre", "es")]
    [DataRow("ノートパソコン用の充電器", "ja")]
    [DataRow("Sony 无线耳机 WH-1000XM4", "zh-Hans")]
    [DataRow("чёрные ботинки", "ru")]
    [DataRow("women's running shoes", "en")]
    [DataRow("Où est ma commande ?", "fr")]
    [DataRow("buty do biegania", "pl")]
    [DataRow("siyah deri ayakkabı", "tr")]
    public void The_language_of_a_short_text_is_found(string text, string expected) => Assert.AreEqual(expected, Create().Detect(text).Language);

    private static TranslationRequest Request(string text, string from, string to) => new([text], [to], from, false, null, null);

    private static Translator Create(BlobContainerClient? glossary = null)
    {
        var options = new TranslationOptions();
        var tables = new TableServiceClient(_azurite.ConnectionString);
        return new Translator(
            [new LexiconEngine(options)],
            new TokenProtector(["Nordwind", "Sony"]),
            new LanguageDetector(CommerceLexicon.Shared.Samples()),
            new TranslationMemory(tables, options, NullLogger<TranslationMemory>.Instance),
            new GlossarySlot(glossary ?? new BlobServiceClient(_azurite.ConnectionString).GetBlobContainerClient("no-glossary"), TimeProvider.System, NullLogger<GlossarySlot>.Instance),
            options,
            new TranslationInstruments(Meters));
    }

    private async Task<TranslatedText> OneAsync(Translator translator, string text, string from, string to)
    {
        var outcome = await translator.TranslateAsync(Request(text, from, to), TestContext.CancellationToken);
        Assert.IsNull(outcome.Refusal, $"{outcome.Refusal}");
        return outcome.Items![0].Translations[0];
    }
}
