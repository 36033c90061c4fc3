using XbFunctions.Capabilities.Translation;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>Sentences put together from parts, and the text that the shipped network learns from.</summary>
[TestClass]
public sealed class ComposedSentencesTests
{
    private static readonly ComposedSentences Composed = ComposedSentences.Shared;

    [TestMethod]
    public void The_same_sentences_are_made_in_each_language()
    {
        var german = Composed.Make("en", "de", 400, seed: 3).ToArray();
        CollectionAssert.AreEqual(german, Composed.Make("en", "de", 400, seed: 3).ToArray());
        CollectionAssert.AreNotEqual(german, Composed.Make("en", "de", 400, seed: 4).ToArray());
        foreach (var language in Composed.Languages)
        {
            CollectionAssert.AreEqual(
                german.Select(static pair => pair.Source).ToArray(), Composed.Make("en", language, 400, seed: 3).Select(static pair => pair.Source).ToArray(), language);
        }
    }

    [TestMethod]
    [DataRow("de")]
    [DataRow("fr")]
    [DataRow("es")]
    [DataRow("it")]
    [DataRow("nl")]
    public void No_slot_is_left_and_marks_are_those_of_the_source(string to)
    {
        foreach (var (source, target) in Composed.Make("en", to, 2_000, seed: 5))
        {
            Assert.IsFalse((source + target).AsSpan().ContainsAny("{}|\t"), $"{source} -> {target}");
            CollectionAssert.AreEqual(Marks(source), Marks(target), $"{source} -> {target}");
            Assert.AreEqual(Marks(source).Distinct().Count(), Marks(source).Length, source);
            Assert.IsFalse(target.Contains("f:", StringComparison.Ordinal), target);
        }
    }

    [TestMethod]
    public void What_is_said_of_a_thing_takes_its_gender()
    {
        var french = Composed.Make("en", "fr", 20_000, seed: 1).Where(static pair => pair.Source is "Your order has been paid." or "The parcel has been paid.").Distinct().ToArray();
        CollectionAssert.AreEquivalent(
            new[] { ("Your order has been paid.", "Votre commande a été payée."), ("The parcel has been paid.", "Le colis a été payé.") }, french);
    }

    [TestMethod]
    public void Nothing_that_the_generated_corpus_holds_out_is_learnt_by_the_network()
    {
        var (learnt, rated) = NetworkCorpus.Make(["de", "es"]);
        foreach (var to in new[] { "de", "es" })
        {
            var sources = learnt.Where(text => text.Language == to).Select(static text => text.Source).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var corpus = GeneratedCorpus.Shared.Make("en", to).ToLookup(static pair => pair.Part);
            Assert.IsFalse(corpus[GeneratedPart.Sentence].Any(pair => sources.Contains(pair.Source)));

            // Titles of one word are terms, which the corpus has learnt from too.
            var terms = corpus[GeneratedPart.Training].Select(static pair => pair.Source).ToHashSet(StringComparer.OrdinalIgnoreCase);
            Assert.IsFalse(rated.Any(text => text.Language == to && !terms.Contains(text.Source) && sources.Contains(text.Source)));
            Assert.IsFalse(corpus[GeneratedPart.Title].Any(pair => !terms.Contains(pair.Source) && sources.Contains(pair.Source)));
        }
    }

    private static char[] Marks(string text) => [.. text.Where(ProtectedText.IsMark).Order()];
}
