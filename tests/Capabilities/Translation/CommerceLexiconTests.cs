using XbFunctions.Capabilities.Translation;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>The lexicon's files, as they are built in.</summary>
[TestClass]
public sealed class CommerceLexiconTests
{
    private const int LeastTerms = 1_500;
    private static readonly IReadOnlyList<LexiconEntry> Entries = CommerceLexicon.Shared.Entries;

    [TestMethod]
    public void At_least_1500_terms_are_there_sentences_not_counted() =>
        Assert.IsGreaterThanOrEqualTo(LeastTerms, Entries.Count(static entry => entry.Kind != LexiconKind.Phrase));

    [TestMethod]
    public void Every_entry_is_written_in_every_language()
    {
        var codes = TranslationLanguages.All.Select(static language => language.Code).Order(StringComparer.Ordinal).ToArray();
        foreach (var entry in Entries)
        {
            CollectionAssert.AreEqual(codes, entry.Terms.Keys.Order(StringComparer.Ordinal).ToArray(), entry.Terms["en"][0]);
        }
    }

    [TestMethod]
    public void No_form_is_empty_or_has_blanks_around_it_or_two_in_a_row() => Assert.AreEqual(
        string.Empty,
        Listed(static (_, form) => form.Length == 0 || form != form.Trim() || form.Contains("  ", StringComparison.Ordinal) || form.Any(char.IsControl)));

    [TestMethod]
    public void No_English_form_stands_in_two_entries() => Assert.AreEqual(
        string.Empty,
        string.Join(", ", Entries.SelectMany(static entry => entry.Terms["en"].Distinct(StringComparer.OrdinalIgnoreCase))
            .GroupBy(static form => form, StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1).Select(static group => group.Key)));

    [TestMethod]
    public void Every_form_is_in_the_script_of_its_language() => Assert.AreEqual(string.Empty, Listed(static (code, form) =>
    {
        WritingSystem[] own = code switch
        {
            "zh-Hans" => [WritingSystem.Han],
            "ja" => [WritingSystem.Han, WritingSystem.Kana],
            "ko" => [WritingSystem.Hangul],
            "ru" => [WritingSystem.Cyrillic],
            "ar" => [WritingSystem.Arabic],
            _ => [WritingSystem.Latin],
        };
        var written = form.Where(char.IsLetter).Select(Scripts.Of).ToHashSet();

        // Latin letters stand in the words of other scripts too: USB, LED, T恤.
        return !written.Overlaps(own) || written.Any(script => script is not (WritingSystem.None or WritingSystem.Latin) && !own.Contains(script));
    }));

    private static string Listed(Func<string, string, bool> isWrong) => string.Join(
        ", ", Entries.SelectMany(static entry => entry.Terms).SelectMany(terms => terms.Value.Where(form => isWrong(terms.Key, form)).Select(form => $"{terms.Key} '{form}'")));
}
