namespace XbFunctions.Capabilities.Translation;

/// <summary>Looks at a translation. Thread-safe.</summary>
/// <param name="detector">Says what language a translation is in.</param>
public sealed class TranslationChecks(LanguageDetector detector)
{
    private const int LettersToJudge = 24;

    /// <summary>Finds what is wrong.</summary>
    /// <param name="source">The source with marks.</param>
    /// <param name="target">The translation with marks.</param>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <returns>Names of issues, as <see cref="TranslationQuality.Issues"/> has them.</returns>
    public IReadOnlyList<string> Find(string source, string target, string from, string to)
    {
        var (sourceWords, targetWords) = (ProtectedText.Words(source), ProtectedText.Words(target));
        List<string> issues = [];
        if (target.Any(char.IsDigit) != source.Any(char.IsDigit))
        {
            issues.Add("numbers");
        }

        if (targetWords.Sum(static word => word.Length) >= LettersToJudge
            && detector.Detect(string.Join(' ', targetWords)) is { Score: > 0.9 } found && found.Language != to)
        {
            issues.Add("language");
        }

        // Of texts this long none was seen outside these bounds, which allow for scripts that write a word in one or two characters.
        var (sourceLength, targetLength) = (Weight(sourceWords), Weight(targetWords));
        if (sourceLength >= 12 && (targetLength < 0.35 * sourceLength || targetLength > 3 * sourceLength))
        {
            issues.Add("length");
        }

        if (from != to)
        {
            var known = sourceWords.Where(static word => word.Length > 3).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var left = targetWords.Count(known.Contains);
            if (left >= 2 && left > 0.4 * known.Count)
            {
                issues.Add("residue");
            }
        }

        return issues;
    }

    private static double Weight(List<string> words) => words.Sum(static word => word.Sum(static letter => Scripts.Of(letter) switch
    {
        WritingSystem.Han => 3.0,
        WritingSystem.Kana => 1.8,
        WritingSystem.Hangul => 2.2,
        WritingSystem.Arabic => 1.3,
        _ => 1.0,
    }));
}
