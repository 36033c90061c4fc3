using System.Text.RegularExpressions;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>The text that the shipped models learn from.</summary>
[TestClass]
public sealed partial class GeneratedCorpusTests
{
    private static readonly GeneratedCorpus Corpus = GeneratedCorpus.Shared;

    [TestMethod]
    public void Every_sentence_stands_in_every_language_with_the_same_slots()
    {
        Assert.IsGreaterThanOrEqualTo(90, Corpus.Sentences.Count);
        foreach (var sentence in Corpus.Sentences)
        {
            CollectionAssert.AreEquivalent(TranslationLanguages.All.Select(static language => language.Code).ToArray(), sentence.Keys.ToArray(), sentence["en"]);
            foreach (var (language, text) in sentence)
            {
                Assert.AreEqual(Slots(sentence["en"]), Slots(text), $"{language}: {text}");
                Assert.AreEqual(text.Trim(), text);
            }
        }
    }

    [TestMethod]
    public void No_English_sentence_stands_twice() => CollectionAssert.AllItemsAreUnique(Corpus.Sentences.Select(static sentence => sentence["en"].ToLowerInvariant()).ToArray());

    [TestMethod]
    [DataRow("en", "de")]
    [DataRow("ja", "en")]
    [DataRow("ar", "fr")]
    public void What_is_held_out_is_not_learnt_from(string from, string to)
    {
        var pairs = Corpus.Make(from, to);
        var learnt = pairs.Where(static pair => pair.Part == GeneratedPart.Training).Select(static pair => pair.Source).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sentences = pairs.Where(static pair => pair.Part == GeneratedPart.Sentence).ToList();
        Assert.IsGreaterThanOrEqualTo(10, sentences.Count);
        Assert.IsFalse(sentences.Any(pair => learnt.Contains(pair.Source)));
        var titles = pairs.Where(static pair => pair.Part == GeneratedPart.Title).ToList();
        Assert.HasCount(300, titles);

        // A title of one word is a term, which is learnt; most are longer.
        Assert.IsLessThan(0.35 * titles.Count, titles.Count(pair => learnt.Contains(pair.Source)));
        Assert.IsGreaterThanOrEqualTo(4_000, learnt.Count);
    }

    [TestMethod]
    public void The_same_text_is_made_each_time_and_in_each_language()
    {
        CollectionAssert.AreEqual(Corpus.Make("en", "de"), Corpus.Make("en", "de"));
        var (forth, back) = (Corpus.Make("en", "sv").Where(static pair => pair.Part != GeneratedPart.Training), Corpus.Make("sv", "en").Where(static pair => pair.Part != GeneratedPart.Training));
        CollectionAssert.AreEqual(forth.ToArray(), back.Select(static pair => new GeneratedPair(pair.Target, pair.Source, pair.Part)).ToArray());
        CollectionAssert.AreNotEqual(Corpus.Make("en", "de"), Corpus.Make("en", "de", seed: 2));
    }

    [TestMethod]
    public void Each_text_has_each_mark_once() => Assert.IsTrue(Corpus.Make("en", "tr").All(static pair =>
        Marks(pair.Source).SequenceEqual(Marks(pair.Target)) && Marks(pair.Source).Distinct().SequenceEqual(Marks(pair.Source))));

    private static IEnumerable<char> Marks(string text) => text.Where(ProtectedText.IsMark).Order();

    private static string Slots(string text) => string.Join(' ', Slot().Matches(text).Select(static match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{.\}")]
    private static partial Regex Slot();
}
