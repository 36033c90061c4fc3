using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Contracts;
using XbFunctions.Host;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>Titles that items lack, translated into the real catalogue with the real lexicon.</summary>
[TestClass]
public sealed class CatalogueTranslatorTests
{
    private const long Unbounded = 1_000_000;
    private static readonly TestMeters Meters = new();
    private static AzuriteProcess _azurite = null!;

    public required TestContext TestContext { get; set; }

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) =>
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = Directory.CreateTempSubdirectory("xb-titles-").FullName }, context.CancellationToken);

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await _azurite.DisposeAsync();
        Meters.Dispose();
    }

    [TestMethod]
    public async Task Titles_of_the_markets_languages_are_filled_and_served_and_stay_when_the_price_changes()
    {
        using var catalogue = Open("titles");
        await PutAsync(catalogue, Item("A-1", "black leather shoes for women", "DE", "JP", "GB"), Item("A-2", "zorbulated frimfram", "DE"));
        var translator = Translate(catalogue);
        var report = await translator.RunAsync(Unbounded, cancellationToken: TestContext.CancellationToken);
        Assert.AreEqual(2, report.Translated);
        Assert.AreEqual(1, report.NotCovered);
        Assert.AreEqual("レディースブラックレザーシューズ", (await FindAsync(catalogue, "A-1")).TitleIn(LanguageTag.Parse("ja-JP")).Title);
        Assert.AreEqual("en", (await FindAsync(catalogue, "A-2")).TitleIn(LanguageTag.Parse("de")).Language, "what no engine translates is served in English");
        var results = await PutAsync(catalogue, Item("A-1", "black leather shoes for women", "DE", "JP"));
        Assert.AreEqual(ItemOutcome.Updated, results[0].Outcome);
        var item = await FindAsync(catalogue, "A-1");
        CollectionAssert.AreEquivalent(new[] { "de", "ja" }, item.Translations.Keys.ToArray());
        Assert.AreEqual(ItemOutcome.Unchanged, (await PutAsync(catalogue, Item("A-1", "black leather shoes for women", "DE", "JP")))[0].Outcome);

        // A second run finds nothing to do, and one in another process neither: what is done stands in the catalogue.
        Assert.AreEqual(0, (await translator.RunAsync(Unbounded, cancellationToken: TestContext.CancellationToken)).Translated);
        using var other = Open("titles");
        Assert.AreEqual("ja", (await FindAsync(other, "A-1")).TitleIn(LanguageTag.Parse("ja")).Language);
    }

    [TestMethod]
    public async Task A_changed_title_is_translated_again_and_no_other()
    {
        using var catalogue = Open("changed");
        await PutAsync(catalogue, Item("A-1", "red cotton shirt", "DE"), Item("A-2", "blue cotton shirt", "DE"));
        var translator = Translate(catalogue);
        await translator.RunAsync(Unbounded, cancellationToken: TestContext.CancellationToken);
        var before = (await FindAsync(catalogue, "A-2")).Translations["de"];
        await PutAsync(catalogue, Item("A-1", "green cotton shirt", "DE"));
        Assert.AreEqual("en", (await FindAsync(catalogue, "A-1")).TitleIn(LanguageTag.Parse("de")).Language, "an old translation is not served for a new title");
        Assert.AreEqual(1, (await translator.RunAsync(Unbounded, cancellationToken: TestContext.CancellationToken)).Translated);
        Assert.Contains("grün", (await FindAsync(catalogue, "A-1")).TitleIn(LanguageTag.Parse("de")).Title);
        Assert.AreEqual(before, (await FindAsync(catalogue, "A-2")).Translations["de"]);
    }

    [TestMethod]
    public async Task A_run_is_bounded_by_its_characters_and_the_next_goes_on()
    {
        using var catalogue = Open("bounded");
        await PutAsync(catalogue, [.. Enumerable.Range(0, 10).Select(static index => Item($"A-{index}", "red cotton shirt", "DE"))]);
        var translator = Translate(catalogue);
        var first = await translator.RunAsync(3 * "red cotton shirt".Length, cancellationToken: TestContext.CancellationToken);
        Assert.AreEqual((3, 7), (first.Translated, first.Left));
        var second = await translator.RunAsync(Unbounded, cancellationToken: TestContext.CancellationToken);
        Assert.AreEqual((7, 0), (second.Translated, second.Left));
        Assert.IsEmpty(second.Characters, "the memory knew the title");
    }

    [TestMethod]
    public async Task A_written_title_takes_the_place_of_its_translation()
    {
        using var catalogue = Open("written");
        await PutAsync(catalogue, Item("A-1", "red cotton shirt", "DE"));
        await Translate(catalogue, reviewBelow: 1).RunAsync(Unbounded, cancellationToken: TestContext.CancellationToken);
        var review = TitleReviews.Find(await catalogue.GetAsync(TestContext.CancellationToken), "de").Single();
        Assert.AreEqual(("A-1", "red cotton shirt"), (review.Sku, review.Source));
        await PutAsync(catalogue, """{"sku":"A-1","titles":{"en":"red cotton shirt","de":"Rotes Hemd"},"category":["Fashion"],"prices":{"DE":10}}""");
        Assert.AreEqual("Rotes Hemd", (await FindAsync(catalogue, "A-1")).TitleIn(LanguageTag.Parse("de-DE")).Title);
        Assert.IsEmpty(TitleReviews.Find(await catalogue.GetAsync(TestContext.CancellationToken), null));
    }

    [TestMethod]
    public async Task A_client_cannot_write_translations()
    {
        using var catalogue = Open("client");
        await PutAsync(catalogue, """
            {"sku":"A-1","titles":{"en":"red shirt"},"category":["Fashion"],"prices":{"DE":10},
             "translations":{"de":{"title":"x","from":"en","source":"00","engine":"me","quality":1,"review":false}}}
            """);
        Assert.IsEmpty((await FindAsync(catalogue, "A-1")).Translations);
    }

    private static string Item(string sku, string title, params string[] markets) => JsonSerializer.Serialize(new
    {
        sku, titles = new { en = title }, category = new[] { "Fashion" }, prices = markets.ToDictionary(static market => market, static _ => 10),
    });

    private static ItemCatalogue Open(string name) => new(
        new CatalogueStore(new BlobServiceClient(_azurite.ConnectionString).GetBlobContainerClient(name)),
        new CatalogueOptions(), TimeProvider.System, NullLogger<ItemCatalogue>.Instance);

    private static CatalogueTranslator Translate(ItemCatalogue catalogue, double reviewBelow = 0.7)
    {
        var options = new TranslationOptions { ReviewBelow = reviewBelow };
        var blobs = new BlobServiceClient(_azurite.ConnectionString);
        var instruments = new TranslationInstruments(Meters);
        var translator = new Translator(
            [new LexiconEngine(options)],
            new TokenProtector([]),
            new LanguageDetector(CommerceLexicon.Shared.Samples()),
            new TranslationMemory(new TableServiceClient(_azurite.ConnectionString), options, NullLogger<TranslationMemory>.Instance),
            new GlossarySlot(blobs.GetBlobContainerClient("no-glossary"), TimeProvider.System, NullLogger<GlossarySlot>.Instance),
            options,
            instruments);
        return new CatalogueTranslator(catalogue, translator, instruments, NullLogger<CatalogueTranslator>.Instance);
    }

    private async Task<IReadOnlyList<ItemResult>> PutAsync(ItemCatalogue catalogue, params string[] items)
    {
        var (_, results) = await catalogue.PutAsync([.. items.Select(static item => JsonElement.Parse(item))], cancellationToken: TestContext.CancellationToken);
        Assert.IsTrue(results!.All(static result => result.Problem is null), results![0].Problem?.Detail);
        return results!;
    }

    private async Task<CatalogueItem> FindAsync(ItemCatalogue catalogue, string sku)
    {
        var snapshot = await catalogue.GetAsync(TestContext.CancellationToken);
        Assert.IsTrue(snapshot.TryFind(Sku.TryCreate(sku, out var id) ? id : default, out var item, out _));
        return item!;
    }
}
