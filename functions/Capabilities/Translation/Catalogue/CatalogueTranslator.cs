using Microsoft.Extensions.Logging;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Translates the titles that the catalogue lacks. What is done stands in the catalogue, so that a run which is stopped goes on where it was;
/// a title that no engine translates is asked again when engines or title change, or by another process. One run at a time.
/// </summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="translator">Translates.</param>
/// <param name="instruments">Counts characters.</param>
/// <param name="logger">Receives event 7150.</param>
public sealed partial class CatalogueTranslator(ItemCatalogue catalogue, Translator translator, TranslationInstruments instruments, ILogger<CatalogueTranslator> logger)
{
    private const int BatchTexts = 100;
    private const int MostRemembered = 1_000_000;
    private readonly HashSet<(string Sku, string To, ulong Title, string Engines)> _notCovered = [];

    /// <summary>Runs.</summary>
    /// <param name="maxCharacters">Most characters of titles that are looked at.</param>
    /// <param name="languages">Languages that are filled, codes of <see cref="TranslationLanguages"/>; none for all.</param>
    /// <param name="progress">Told of the share that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Ends it; what was written stays.</param>
    /// <exception cref="Azure.RequestFailedException">Storage does not answer.</exception>
    public async Task<CatalogueTranslationReport> RunAsync(
        long maxCharacters, IReadOnlySet<string>? languages = null, Action<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var snapshot = await catalogue.GetAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<(string, string), string> engines = [];
        var gaps = TitleGaps.Find(snapshot, languages).Where(gap => !_notCovered.Contains(KeyOf(gap, engines))).ToList();
        var budget = maxCharacters;
        var taken = gaps.TakeWhile(gap => (budget -= gap.Title.Length) >= 0).ToList();
        var (translated, review, missing, done) = (0, 0, 0, 0);
        Dictionary<string, long> characters = new(StringComparer.Ordinal);
        foreach (var group in taken.GroupBy(static gap => (gap.FromCode, gap.To, gap.Category)))
        {
            foreach (var batch in group.Chunk(BatchTexts))
            {
                var found = await translator.TranslateKnownAsync(
                    [.. batch.Select(static gap => gap.Title)], group.Key.FromCode, group.Key.To, group.Key.Category, cancellationToken).ConfigureAwait(false);
                List<(Sku, string, ItemTranslation)> written = [];
                foreach (var (gap, text) in batch.Zip(found))
                {
                    if (text is null || text.Text.Length is 0 or > CatalogueItemReader.MaxTitle)
                    {
                        missing++;
                        Remember(KeyOf(gap, engines));
                        continue;
                    }

                    written.Add((gap.Sku, gap.To, new ItemTranslation(text.Text, gap.From, ItemTranslation.HashOf(gap.Title), text.Engine, text.Quality.Score, text.Quality.Review)));
                    review += text.Quality.Review ? 1 : 0;
                    if (!text.IsCached)
                    {
                        var engine = text.Engine.Split('/')[0];
                        characters[engine] = characters.GetValueOrDefault(engine) + gap.Title.Length;
                        instruments.CountCatalogue(engine, gap.Title.Length);
                    }
                }

                translated += await catalogue.TranslateAsync(written, cancellationToken).ConfigureAwait(false);
                done += batch.Length;
                progress?.Invoke((double)done / taken.Count);
            }
        }

        var report = new CatalogueTranslationReport(translated, review, missing, gaps.Count - taken.Count, characters);
        if (taken.Count > 0)
        {
            Ran(logger, report.Translated, report.NeedReview, report.NotCovered, report.Left);
        }

        return report;
    }

    // A catalogue has many gaps and few pairs of languages.
    private (string, string, ulong, string) KeyOf(TitleGap gap, Dictionary<(string, string), string> engines)
    {
        var pair = (gap.FromCode, gap.To);
        if (!engines.TryGetValue(pair, out var asked))
        {
            engines.Add(pair, asked = translator.EnginesOf(pair.FromCode, pair.To));
        }

        return (gap.Sku.Value, gap.To, ItemTranslation.HashOf(gap.Title), asked);
    }

    private void Remember((string, string, ulong, string) key)
    {
        if (_notCovered.Count >= MostRemembered)
        {
            _notCovered.Clear();
        }

        _notCovered.Add(key);
    }

    [LoggerMessage(7150, LogLevel.Information, "Catalogue: {Translated} titles were translated, {Review} of them to be looked at; {NotCovered} are translated by no engine, {Left} are left.")]
    private static partial void Ran(ILogger logger, int translated, int review, int notCovered, int left);
}
