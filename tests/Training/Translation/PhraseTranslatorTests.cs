using CsCheck;
using XbFunctions.Training.Translation;

namespace XbFunctions.Training.Tests.Translation;

/// <summary>The phrase translator, on a language that is made up and whose translations are therefore known.</summary>
[TestClass]
public sealed class PhraseTranslatorTests
{
    private static readonly string[] Adjectives = ["red", "blue", "small", "large", "soft", "warm"];
    private static readonly string[] Nouns = ["shoe", "bag", "hat", "lamp", "chair", "table", "cup"];

    [TestMethod]
    public void Words_and_their_order_are_learnt_and_seen_in_pairs_that_were_not_taught()
    {
        var all = (from one in Adjectives from other in Adjectives from noun in Nouns where one != other select (one, other, noun)).ToList();
        var taught = all.Where(static (_, index) => index % 4 != 0).Select(static words => Pair(words.one, words.other, words.noun)).ToList();
        var model = PhraseTranslator.Train(taught, new PhraseTranslatorOptions { Tuning = 10, Iterations = 3 }, static _ => { }, CancellationToken.None);
        var asked = all.Where(static (_, index) => index % 4 == 0).Select(static words => Pair(words.one, words.other, words.noun)).ToList();
        var right = asked.Count(pair => model.Translate(pair.Source).Text == pair.Target);
        Assert.IsGreaterThanOrEqualTo(0.9, right / (double)asked.Count);

        var unpacked = PhraseTranslator.FromBytes(model.ToBytes(), new PhraseDecoderOptions());
        Assert.AreEqual(model.Translate(asked[0].Source), unpacked.Translate(asked[0].Source));
    }

    [TestMethod]
    public void A_word_that_was_never_seen_is_copied_and_counted()
    {
        var model = PhraseTranslator.Train([.. Nouns.Select(static noun => (noun, Made(noun)))], new PhraseTranslatorOptions { Tuning = 0 }, static _ => { }, CancellationToken.None);
        var (text, known) = model.Translate("shoe Zorb-9");
        StringAssert.Contains(text, "Zorb-9");
        Assert.AreEqual(0.5, known);
    }

    [TestMethod]
    public void Bytes_that_are_no_model_are_refused() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        try
        {
            PhraseTranslator.FromBytes(bytes, new PhraseDecoderOptions());
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    });

    [TestMethod]
    public void Bleu_is_that_of_the_definition()
    {
        string[] reference = ["the", "cat", "is", "on", "the", "mat"];
        Assert.AreEqual(100, BleuCounts.Of(reference, reference).Score, 1e-9);

        // 6 words; matches 5, 3, 1 and none but for the second sentence, which matches wholly: (5+4)/(6+4), (3+3)/(5+3), (1+2)/(4+2), (0+1)/(3+1).
        string[] translation = ["the", "cat", "is", "in", "the", "mat"];
        string[] other = ["a", "dog", "is", "here"];
        var expected = 100 * Math.Pow(0.9 * 0.75 * 0.5 * 0.25, 0.25);
        Assert.AreEqual(expected, (BleuCounts.Of(translation, reference) + BleuCounts.Of(other, other)).Score, 1e-9);
        Assert.AreEqual(0, default(BleuCounts).Score);
    }

    [TestMethod]
    public void Chrf_is_100_for_the_same_text_and_0_for_another()
    {
        Assert.AreEqual(100, ChrfScore.Of([("Laufschuhe", "Laufschuhe")]), 1e-9);
        Assert.AreEqual(0, ChrfScore.Of([("abc", "xyz")]), 1e-9);
    }

    [TestMethod]
    [DataRow("A man's hat, isn't \"it\"?")]
    [DataRow("L'herbe verte de l'arbre (haute).")]
    [DataRow("调味品/调料。新款")]
    [DataRow("Tiere & Tierbedarf")]
    public void Words_are_put_together_as_they_were(string text) => Assert.AreEqual(text, TextTokens.Join(TextTokens.Cut(text)));

    [TestMethod]
    public void Compounds_are_split_where_their_parts_are_words_and_joined_again()
    {
        string[][] texts = [["Fahrrad"], ["Fahrrad"], ["Felgen"], ["Felgen"], ["Fahrradfelgen"], ["Geburtstag"], ["Geburtstag"], ["Karte"], ["Karte"], ["Geburtstagskarte"]];
        var splitter = CompoundSplitter.Learn(texts);
        CollectionAssert.AreEqual(new[] { "Fahrrad@", "Felgen" }, splitter.Split(["Fahrradfelgen"]));
        CollectionAssert.AreEqual(new[] { "Geburtstags@", "Karte" }, splitter.Split(["Geburtstagskarte"]));
        foreach (var text in texts)
        {
            CollectionAssert.AreEqual(text, CompoundSplitter.Join(splitter.Split(text)));
        }
    }

    // Adjectives follow their noun, in the reverse order, and every word has another form.
    private static (string Source, string Target) Pair(string one, string other, string noun) =>
        ($"the {one} {other} {noun}", $"ka {Made(noun)} {Made(other)} {Made(one)}");

    private static string Made(string word) => "x" + new string([.. word.Reverse()]);
}
