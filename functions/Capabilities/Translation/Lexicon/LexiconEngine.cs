using System.Text;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Translates what the lexicon covers: known sentences as a whole, titles by their longest known terms, put into the order of the target language. Where
/// adjectives would have to agree with a noun whose gender the lexicon does not have, they follow it as labels, apart by commas, as catalogues
/// have it. Thread-safe.
/// </summary>
/// <param name="options">How much must be known.</param>
public sealed class LexiconEngine(TranslationOptions options) : ITranslationEngine
{
    private const double SentenceQuality = 0.95;
    private const double TitleQuality = 0.8;
    private readonly CommerceLexicon _lexicon = CommerceLexicon.Shared;
    private readonly string _version = $"{CommerceLexicon.Shared.Entries.Count}";

    /// <inheritdoc/>
    public string Name => "lexicon";

    /// <inheritdoc/>
    public string VersionOf(string from, string to) => _version;

    /// <inheritdoc/>
    public bool Supports(string from, string to) => from != to && TranslationLanguages.Find(from) is not null && TranslationLanguages.Find(to) is not null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<EngineAnswer>> TranslateAsync(string from, string to, IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EngineAnswer>>([.. texts.Select(text => Translate(from, to, text))]);

    private EngineAnswer Translate(string from, string to, string text)
    {
        if (_lexicon.Find(from, text.TrimEnd('.', '!', '?', '。', '！', '？').Trim()) is { Entry.Kind: LexiconKind.Phrase } known)
        {
            return new EngineAnswer(known.Entry.Terms[to][0] + Ending(text, to), SentenceQuality);
        }

        var terms = LexiconTerms.Read(_lexicon, from, text);
        var (words, found) = (terms.Sum(static term => term.Words), terms.Sum(static term => term.Entry is null ? 0 : term.Words));
        if (words == 0 || found < options.LexiconCoverage * words)
        {
            return default;
        }

        return new EngineAnswer(Upper(LexiconOrder.Write(LexiconOrder.Arrange(terms, from, to), to), text), TitleQuality * found / words);
    }

    private static string Ending(string text, string to)
    {
        var last = text[^1];
        var unspaced = Scripts.IsUnspaced(to);
        return last switch
        {
            '.' or '。' => unspaced ? "。" : ".",
            '!' or '！' => unspaced ? "！" : "!",
            '?' or '？' => unspaced ? "？" : to == "ar" ? "؟" : "?",
            _ => string.Empty,
        };
    }

    private static string Upper(string text, string source)
    {
        if (text.Length == 0 || !source.Any(char.IsUpper))
        {
            return text;
        }

        return new StringBuilder(text) { [0] = char.ToUpperInvariant(text[0]) }.ToString();
    }
}
