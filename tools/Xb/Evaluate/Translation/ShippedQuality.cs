using System.Globalization;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Training.Translation;

namespace XbFunctions.Xb.Evaluate.Translation;

/// <summary>Measures a model of the generated corpus on what was held out of it.</summary>
internal static class ShippedQuality
{
    /// <summary>Heads the columns of <see cref="Line"/>.</summary>
    public const string Header = "pair          titles: BLEU  chrF2  exact      sentences: BLEU  chrF2  exact";

    /// <summary>Settings of the training of the models that come with the product: small before all.</summary>
    public static PhraseTranslatorOptions Training { get; } = new() { Longest = 5, Order = 4, Tuning = 300, Iterations = 4, Search = new PhraseDecoderOptions(40, 10) };

    /// <summary>Measures.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <param name="model">The model.</param>
    public static string Line(string from, string to, PhraseTranslator model)
    {
        var held = GeneratedCorpus.Shared.Make(from, to).Where(static pair => pair.Part != GeneratedPart.Training).ToLookup(static pair => pair.Part);
        var (titles, sentences) = (Measure(held[GeneratedPart.Title], model), Measure(held[GeneratedPart.Sentence].Distinct(), model));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{from + "-" + to,-14}      {titles.Bleu,6:0.0} {titles.Chrf,6:0.0} {titles.Exact,5:0} %            {sentences.Bleu,6:0.0} {sentences.Chrf,6:0.0} {sentences.Exact,5:0} %");
    }

    private static (double Bleu, double Chrf, double Exact) Measure(IEnumerable<GeneratedPair> held, PhraseTranslator model)
    {
        var pairs = held.AsParallel().AsOrdered().Select(pair => (Translation: model.Translate(pair.Source).Text, Reference: pair.Target)).ToList();
        var bleu = pairs.Select(static pair => BleuCounts.Of(TextTokens.Cut(pair.Translation.ToLowerInvariant()), TextTokens.Cut(pair.Reference.ToLowerInvariant())))
            .Aggregate(default(BleuCounts), static (left, right) => left + right);
        return (bleu.Score, ChrfScore.Of(pairs), 100.0 * pairs.Count(static pair => CategoryTranslator.Same(pair.Translation, pair.Reference)) / Math.Max(1, pairs.Count));
    }
}
