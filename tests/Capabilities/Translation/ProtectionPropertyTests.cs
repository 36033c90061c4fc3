using CsCheck;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>What must come back as it went in does, whatever the pair and however badly the engine behaves.</summary>
[TestClass]
public sealed class ProtectionPropertyTests
{
    private static readonly LanguageDetector Detector = new(CommerceLexicon.Shared.Samples());
    private static readonly SegmentTranslator Segments = new(new TokenProtector(["Nordwind", "Acme & Söhne", "ブランド社"]), new TranslationChecks(Detector));
    private static readonly LexiconEngine Lexicon = new(new TranslationOptions { LexiconCoverage = 0.1 });

    private static readonly Gen<string> Token = Gen.OneOf(
        OneOfConst("Nordwind", "Acme & Söhne", "{0}", "{name}", "{{customer.name}}", "%s", "%1$s", "%d", "%(count)s", "XL", "XXL", "3XL", "EU 42"),
        Gen.Select(Gen.Char["ABCXYZ"], Gen.Int[1, 99999], Gen.Char["KMT"], (head, number, tail) => $"{head}{head}-{number}{tail}"),
        Gen.Select(Gen.Int[1, 999], OneOfConst("mm", "cm", "kg", "GB", "mAh", "W", "ml", "°C", "%", "\""), (number, unit) => $"{number} {unit}"),
        Gen.Select(Gen.Int[1, 99], Gen.Int[1, 99], (width, height) => $"{width} x {height} cm"),
        Gen.Select(Gen.Int[0, 9999], Gen.Int[0, 99], (whole, part) => $"€{whole}.{part:00}"),
        Gen.Int[0, 1_000_000].Select(static number => $"{number}"),
        Gen.Int[1, 999].Select(static number => $"https://shop.example/p/{number}?a=b&c=%20"),
        Gen.Int[1, 999].Select(static number => $"help.{number}@shop.example"));

    private static readonly Gen<string> Markup = OneOfConst(
        "<b>", "</b>", "<br/>", "<a href=\"https://shop.example/?q=red\" title='black shoes'>", "</a>", "<span class=\"x notranslate y\">black shoes</span>",
        "<!-- red -->", "&nbsp;", "&amp;", "<img alt=\"5 > 4\" src=x>");

    [TestMethod]
    public void Every_protected_token_survives_in_10_000_texts_over_every_pair()
    {
        var pairs = (from source in TranslationLanguages.All from target in TranslationLanguages.All where source != target select (source.Code, target.Code)).ToArray();
        var texts = 0;

        // By turns over the pairs; with the variable, that many in each of them, which takes minutes.
        var rounds = Environment.GetEnvironmentVariable("XB_TEST_EVERY_PAIR") is { Length: > 0 } ? pairs.Length : 1;
        Gen.Select(Gen.Const(0), Parts(), Gen.Bool).Sample(
            (_, parts, isHostile) =>
            {
                var (from, to) = pairs[Interlocked.Increment(ref texts) % pairs.Length];
                var source = string.Join(' ', parts.Select(part => part.Text ?? Term(from, part.Term)));
                var work = Segments.Open(source, 0, isHtml: true, glossary: null);
                ITranslationEngine engine = isHostile ? new HostileEngine() : Lexicon;
                Segments.AskAsync(engine, from, to, [work], CancellationToken.None).GetAwaiter().GetResult();
                return !work.IsDone || parts.Where(static part => part.Text is not null).GroupBy(static part => part.Text!)
                    .All(group => Occurrences(work.ToEntry().Text, group.Key) >= group.Count());
            },
            iter: 10_000 * rounds);
        Assert.IsGreaterThanOrEqualTo(10_000 * rounds, texts);
    }

    [TestMethod]
    public void Cutting_a_text_loses_no_character() => Gen.String.Array[1, 5].Select(Markup.Array[0, 5]).Sample((texts, tags) =>
    {
        var text = string.Concat(texts.Zip(tags.Concat(Enumerable.Repeat(string.Empty, texts.Length)), static (one, tag) => one + tag));
        return string.Concat(TextSegments.Cut(text, isHtml: true).Select(static segment => segment.Text)) == text
            && string.Concat(TextSegments.Cut(text, isHtml: false).Select(static segment => segment.Text)) == text;
    });

    [TestMethod]
    public void What_is_protected_is_restored_to_the_same_text() => Gen.OneOf(Gen.String, Token).Array[0, 12].Sample(parts =>
    {
        var text = string.Join(' ', parts);
        var kept = new TokenProtector(["Nordwind"]).Protect(text, isHtml: true, glossary: null);
        return kept.Restore(kept.Template) == text;
    });

    private static Gen<string> OneOfConst(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<(string? Text, int Term)[]> Parts() => Gen.OneOf(
        Token.Select(static token => ((string?)token, 0)),
        Markup.Select(static tag => ((string?)tag, 0)),
        Gen.Int[0, 10_000].Select(static term => ((string?)null, term)),
        Gen.Int[0, 10_000].Select(static term => ((string?)null, term))).Array[1, 12];

    private static string Term(string language, int number) =>
        CommerceLexicon.Shared.Entries[number % CommerceLexicon.Shared.Entries.Count].Terms[language][0];

    private static int Occurrences(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    // Loses every second token, doubles the others and makes one up.
    private sealed class HostileEngine : ITranslationEngine
    {
        public string Name => "hostile";

        public string VersionOf(string from, string to) => "1";

        public bool Supports(string from, string to) => true;

        public Task<IReadOnlyList<EngineAnswer>> TranslateAsync(string from, string to, IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<EngineAnswer>>([.. texts.Select(text => new EngineAnswer(
                string.Concat(text.Select((letter, index) => !ProtectedText.IsMark(letter) ? $"{letter}" : index % 2 == 0 ? string.Empty : $"{letter}{letter}")) + "\uE000", 0.9))]);
    }
}
