using System.Text.RegularExpressions;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>The models that come with the product.</summary>
[TestClass]
public sealed partial class ShippedEngineTests
{
    private const long MostBytes = 15 * 1024 * 1024;
    private static readonly ShippedModels Models = new();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void There_is_a_model_from_and_to_English_for_every_other_language()
    {
        foreach (var language in TranslationLanguages.All.Where(static language => language.Code != "en"))
        {
            Assert.IsTrue(ShippedModels.Has("en", language.Code), language.Code);
            Assert.IsTrue(ShippedModels.Has(language.Code, "en"), language.Code);
            MatchesVersion(Models.VersionOf("en", language.Code));
        }

        Assert.AreEqual("none", Models.VersionOf("de", "fr"));
    }

    [TestMethod]
    public void All_models_together_are_small_enough_for_the_repository()
    {
        var assembly = typeof(ShippedModels).Assembly;
        var bytes = assembly.GetManifestResourceNames()
            .Where(static name => name.EndsWith(".xbpq", StringComparison.Ordinal) || name.EndsWith(".xbtn", StringComparison.Ordinal)).Sum(name => assembly.GetManifestResourceStream(name)!.Length);
        Assert.IsGreaterThan(0L, bytes);
        Assert.IsLessThanOrEqualTo(MostBytes, bytes);
    }

    [TestMethod]
    [DataRow("en", "de", "Your parcel \uE000 has been delivered.", "Ihr Paket \uE000 wurde zugestellt.")]
    [DataRow("en", "fr", "We have received your payment.", "Nous avons reçu votre paiement.")]
    [DataRow("en", "ja", "Material: leather", "素材：レザー")]
    [DataRow("de", "en", "Wie viel kostet der Versand?", "How much does shipping cost?")]
    public async Task Sentences_that_were_learnt_come_back_whole(string from, string to, string text, string expected)
    {
        if (to == "ja")
        {
            // The word of the lexicon, whichever it is.
            expected = "素材：" + CommerceLexicon.Shared.Find("en", "leather")!.Value.Entry.Terms["ja"][0];
        }

        var answer = await OneAsync(from, to, text);
        Assert.AreEqual(expected, answer.Text);
        Assert.IsGreaterThanOrEqualTo(0.49, answer.Quality);
    }

    [TestMethod]
    public async Task What_is_put_together_word_by_word_is_worth_less_than_what_was_learnt_as_a_whole() => Assert.IsLessThan(
        (await OneAsync("en", "de", "Your parcel \uE000 has been delivered.")).Quality, (await OneAsync("en", "de", "lamp wine rope paint ski tent apple")).Quality);

    [TestMethod]
    public async Task A_text_of_unknown_words_is_left_to_others() => Assert.AreEqual(default, await OneAsync("en", "de", "zorbulated frimfram quux"));

    [TestMethod]
    public async Task A_pair_without_a_model_gets_no_answers()
    {
        var engine = new ShippedEngine(Models);
        Assert.IsFalse(engine.Supports("de", "fr"));
        CollectionAssert.AreEqual(new EngineAnswer[2], (await engine.TranslateAsync("de", "fr", ["Schuh", "Tasche"], TestContext.CancellationToken)).ToArray());
        Assert.ThrowsExactly<ArgumentException>(() => Models.Get("de", "fr"));
    }

    [TestMethod]
    public void No_more_models_are_kept_than_are_meant_to_be()
    {
        var models = new ShippedModels();
        var first = models.Get("en", "de");
        Assert.AreSame(first, models.Get("en", "de"));
        foreach (var (from, to) in ShippedModels.Pairs.Where(static pair => pair.From == "en").Take(ShippedModels.MostLoaded + 2))
        {
            models.Get(from, to);
        }

        Assert.AreEqual(ShippedModels.MostLoaded, models.Loaded);
        Assert.AreNotSame(first, models.Get("en", "de"));
    }

    private static void MatchesVersion(string version) => Assert.IsTrue(Version().IsMatch(version), version);

    private async Task<EngineAnswer> OneAsync(string from, string to, string text) =>
        (await new ShippedEngine(Models).TranslateAsync(from, to, [text], TestContext.CancellationToken)).Single();

    [GeneratedRegex("^[0-9a-f]{12}$")]
    private static partial Regex Version();
}
