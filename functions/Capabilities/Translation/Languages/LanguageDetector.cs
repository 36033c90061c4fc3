namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Finds the language of a text: the script where it decides, else naive Bayes over character n-grams of words (Cavnar and Trenkle 1994 for the
/// n-grams; Dunning 1994 for their likelihood) and over whole words. Thread-safe.
/// </summary>
public sealed class LanguageDetector
{
    private const int LongestNgram = 4;
    private const double WordWeight = 2;
    private const int MostLetters = 2_000;

    // Few n-grams of a text are independent of each other: likelihoods are taken to this power before they become probabilities.
    private const double Temper = 0.35;
    private readonly Dictionary<string, float[]> _scores = new(StringComparer.Ordinal);
    private readonly string[] _languages;
    private readonly float[] _unseen;

    /// <summary>Learns profiles.</summary>
    /// <param name="samples">Texts of each language.</param>
    public LanguageDetector(IReadOnlyDictionary<string, IReadOnlyList<string>> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        _languages = [.. samples.Keys.Where(static code => !IsByScript(code)).Order(StringComparer.Ordinal)];
        var counts = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var totals = new double[_languages.Length];
        for (var index = 0; index < _languages.Length; index++)
        {
            var language = index;
            foreach (var text in samples[_languages[index]])
            {
                Visit(text, gram =>
                {
                    if (!counts.TryGetValue(gram, out var row))
                    {
                        counts[gram] = row = new float[_languages.Length];
                    }

                    row[language]++;
                    totals[language]++;
                });
            }
        }

        const double Added = 0.25;
        _unseen = [.. totals.Select(total => (float)Math.Log(Added / (total + (Added * counts.Count))))];
        foreach (var (gram, row) in counts)
        {
            _scores[gram] = [.. row.Select((count, index) => (float)Math.Log((count + Added) / (totals[index] + (Added * counts.Count))))];
        }
    }

    /// <summary>Finds the language; a longer text is judged by its first 2,000 letters.</summary>
    /// <param name="text">The text; brands and numbers may be left out first.</param>
    /// <returns>The likeliest language; English with score 0 where there is no letter.</returns>
    public DetectedLanguage Detect(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = new int[Enum.GetValues<WritingSystem>().Length];
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, MostLetters)))
        {
            letters[(int)Scripts.Of(letter)]++;
        }

        // A character of these scripts says as much as several letters, and Latin ones between them are mostly brands.
        var latin = letters[(int)WritingSystem.Latin];
        var han = 3 * letters[(int)WritingSystem.Han];
        var kana = 3 * letters[(int)WritingSystem.Kana];
        (string Language, int Weight)[] scripts =
        [
            ("ja", kana > 0 && kana * 6 >= han ? kana + han : 0),
            ("zh-Hans", kana * 6 < han || kana == 0 ? han : 0),
            ("ko", 3 * letters[(int)WritingSystem.Hangul]),
            ("ru", 2 * letters[(int)WritingSystem.Cyrillic]),
            ("ar", 2 * letters[(int)WritingSystem.Arabic]),
            (string.Empty, latin),
        ];
        var total = scripts.Sum(static script => script.Weight);
        if (total == 0)
        {
            return new DetectedLanguage("en", 0, []);
        }

        Array.Sort(scripts, static (left, right) => right.Weight.CompareTo(left.Weight));
        var ranked = scripts.Where(static script => script.Weight > 0)
            .SelectMany(script => script.Language.Length > 0
                ? [(script.Language, script.Weight / (double)total)]
                : Latin(text).Select(one => (one.Language, one.Score * script.Weight / total)))
            .OrderByDescending(static one => one.Item2).ToList();
        return new DetectedLanguage(ranked[0].Language, Math.Round(ranked[0].Item2, 3), [.. ranked.Skip(1).Take(2).Select(static one => (one.Language, Math.Round(one.Item2, 3)))]);
    }

    private static bool IsByScript(string code) => code is "ja" or "zh-Hans" or "ko" or "ru" or "ar";

    private List<(string Language, double Score)> Latin(string text)
    {
        var sums = new double[_languages.Length];
        Visit(text.Length > MostLetters ? text[..MostLetters] : text, gram =>
        {
            var row = _scores.GetValueOrDefault(gram);
            var weight = gram[0] == '=' ? WordWeight : 1;
            for (var index = 0; index < sums.Length; index++)
            {
                // What no profile has says nothing of the language.
                sums[index] += row is null ? 0 : weight * row[index];
            }
        });
        var best = sums.Max();
        var powers = sums.Select(sum => Math.Exp(Temper * (sum - best))).ToArray();
        var all = powers.Sum();
        return [.. powers.Select((power, index) => (_languages[index], power / all)).OrderByDescending(static one => one.Item2)];
    }

    private static void Visit(string text, Action<string> take)
    {
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var inWord = at < text.Length && (Scripts.Of(text[at]) == WritingSystem.Latin || (start >= 0 && text[at] is '\'' or '’'));
            if (inWord && start < 0)
            {
                start = at;
            }
            else if (!inWord && start >= 0)
            {
                Word(text[start..at].ToLowerInvariant(), take);
                start = -1;
            }
        }
    }

    private static void Word(string word, Action<string> take)
    {
        take($"={word}");
        var padded = $"_{word}_";
        for (var length = 1; length <= LongestNgram; length++)
        {
            for (var at = 0; at + length <= padded.Length; at++)
            {
                take(padded.Substring(at, length));
            }
        }
    }
}
