using XbFunctions.Capabilities.Translation;
using XbFunctions.Training.Translation;

namespace XbFunctions.Xb.Evaluate.Translation;

/// <summary>Measures a model of the generated corpus on what was held out of it.</summary>
internal static class ShippedQuality
{
    /// <summary>Heads the columns of <see cref="ShippedFigures.Line"/>.</summary>
    public const string Header = "pair        titles: BLEU  chrF2  exact   sentences: BLEU  chrF2  exact   composed: BLEU  chrF2  exact";

    /// <summary>Settings of the training of the models that come with the product: small before all.</summary>
    public static PhraseTranslatorOptions Training { get; } = new() { Longest = 5, Order = 4, Tuning = 300, Iterations = 4, Search = new PhraseDecoderOptions(40, 10) };

    /// <summary>Measures a phrase model.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <param name="model">The model.</param>
    public static ShippedFigures Of(string from, string to, PhraseTranslator model) =>
        Of(from, to, texts => [.. texts.AsParallel().AsOrdered().Select(text => model.Translate(text).Text)]);

    /// <summary>Measures a network of several languages as it is asked: texts with a word that it has not learnt are left to the phrase model.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <param name="network">The network.</param>
    /// <param name="words">Words that it has learnt.</param>
    /// <param name="phrases">The phrase model; null to count such texts as not translated.</param>
    public static ShippedFigures Of(string from, string to, NeuralModel network, LearntWords words, PhraseTranslator? phrases) => Of(from, to, texts =>
    {
        var asked = texts.Where(words.HasAll).ToList();
        var answers = asked.Zip(network.Translate(asked, to, CancellationToken.None)).DistinctBy(static one => one.First).ToDictionary(static one => one.First, static one => one.Second.Text);
        return [.. texts.Select(text => answers.GetValueOrDefault(text) ?? phrases?.Translate(text).Text ?? string.Empty)];
    });

    private static ShippedFigures Of(string from, string to, Func<IReadOnlyList<string>, IReadOnlyList<string>> translate)
    {
        var held = GeneratedCorpus.Shared.Make(from, to).Where(static pair => pair.Part != GeneratedPart.Training).ToLookup(static pair => pair.Part);
        List<(string Source, string Target)> sentences = [.. held[GeneratedPart.Sentence].Select(static pair => (pair.Source, pair.Target)).Distinct()];
        var composed = from == "en" && NetworkCorpus.Languages.Contains(to) ? NetworkCorpus.HeldSentences(to) : [];
        return new ShippedFigures(
            Measure([.. held[GeneratedPart.Title].Select(static pair => (pair.Source, pair.Target))], translate),
            Measure(sentences, translate),
            composed.Count == 0 ? null : Measure(composed, translate),
            Measure([.. sentences, .. composed], translate));
    }

    private static ShippedFigures.Part Measure(List<(string Source, string Target)> held, Func<IReadOnlyList<string>, IReadOnlyList<string>> translate)
    {
        var pairs = translate([.. held.Select(static pair => pair.Source)]).Zip(held, static (translation, pair) => (Translation: translation, Reference: pair.Target)).ToList();
        var bleu = pairs.Select(static pair => BleuCounts.Of(TextTokens.Cut(pair.Translation.ToLowerInvariant()), TextTokens.Cut(pair.Reference.ToLowerInvariant())))
            .Aggregate(default(BleuCounts), static (left, right) => left + right);
        return new ShippedFigures.Part(bleu.Score, ChrfScore.Of(pairs), 100.0 * pairs.Count(static pair => CategoryTranslator.Same(pair.Translation, pair.Reference)) / Math.Max(1, pairs.Count));
    }
}
