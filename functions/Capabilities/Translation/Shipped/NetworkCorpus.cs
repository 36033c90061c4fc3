namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// What the network that comes with the product learns from: the generated corpus of English and each language, more titles, and composed sentences.
/// What the generated corpus holds out is in none of them.
/// </summary>
internal static class NetworkCorpus
{
    private const int Titles = 6_000;
    private const int Sentences = 2_500;
    private const int Seed = 7;
    private const int Held = 50;

    /// <summary>Codes of the languages that there is text of.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. ComposedSentences.Shared.Languages.Where(static language => language != "en")];

    /// <summary>Makes the text of a network.</summary>
    /// <param name="targets">Target languages, of <see cref="Languages"/>.</param>
    /// <returns>What is learnt from, and what rates the network while it learns: one pair in <see cref="Held"/>, titles and composed sentences alone.</returns>
    public static (List<NeuralText> Learnt, List<NeuralText> Rated) Make(IReadOnlyList<string> targets)
    {
        List<NeuralText> learnt = [];
        List<NeuralText> rated = [];
        foreach (var to in targets)
        {
            var corpus = GeneratedCorpus.Shared.Make("en", to);
            var held = corpus.Where(static pair => pair.Part != GeneratedPart.Training).Select(static pair => pair.Source).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var more = GeneratedCorpus.Shared.MoreTitles("en", to, Titles, Seed).Concat(ComposedSentences.Shared.Make("en", to, Sentences, Seed))
                .Where(pair => !held.Contains(pair.Source)).Distinct().ToList();
            var random = new Random(Seed);
            learnt.AddRange(corpus.Where(static pair => pair.Part == GeneratedPart.Training).Select(pair => Cased(pair.Source, pair.Target, to, random)));
            var isRated = more.Select(static pair => pair.Source).Distinct().Where(static (_, index) => index % Held == 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
            learnt.AddRange(more.Where(pair => !isRated.Contains(pair.Source)).Select(pair => Cased(pair.Source, pair.Target, to, random)));
            rated.AddRange(more.Where(pair => isRated.Contains(pair.Source)).Select(pair => new NeuralText(pair.Source, pair.Target, to)));
        }

        return (learnt, rated);
    }

    /// <summary>Composed sentences that <see cref="Make"/> holds out; no phrase model has learnt any of their kind.</summary>
    /// <param name="to">Target language, of <see cref="Languages"/>.</param>
    public static List<(string Source, string Target)> HeldSentences(string to)
    {
        var composed = ComposedSentences.Shared.Make("en", to, Sentences, Seed).Select(static pair => pair.Source).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Make([to]).Rated.Where(text => composed.Contains(text.Source)).Select(static text => (text.Source, text.Target)).Distinct()];
    }

    // Catalogues write "Leather shoes" and "Leather Shoes" too; the translation then begins with a capital.
    private static NeuralText Cased(string source, string target, string to, Random random)
    {
        var draw = random.Next(10);
        if (draw >= 4 || source.Any(char.IsUpper) || !char.IsLetter(source[0]))
        {
            return new NeuralText(source, target, to);
        }

        return new NeuralText(draw == 0 ? string.Join(' ', source.Split(' ').Select(First)) : First(source), First(target), to);
    }

    private static string First(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
