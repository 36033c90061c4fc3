namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Translates: detect, remember, protect, apply the glossary, ask engines in their order, restore, check, and store. Thread-safe.
/// </summary>
/// <param name="engines">Engines; the first that translates a text speaks.</param>
/// <param name="protector">Finds what is kept.</param>
/// <param name="detector">Finds languages.</param>
/// <param name="memory">Translations made before.</param>
/// <param name="glossary">The glossary in use.</param>
/// <param name="options">Thresholds.</param>
/// <param name="instruments">Counts texts.</param>
public sealed class Translator(
    IEnumerable<ITranslationEngine> engines,
    TokenProtector protector,
    LanguageDetector detector,
    TranslationMemory memory,
    GlossarySlot glossary,
    TranslationOptions options,
    TranslationInstruments instruments)
{
    private readonly ITranslationEngine[] _engines = [.. engines];
    private readonly SegmentTranslator _segments = new(protector, new TranslationChecks(detector));

    /// <summary>Finds the language of a text, without its markup and what is protected.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isHtml">Whether it has markup.</param>
    public DetectedLanguage Detect(string text, bool isHtml = false)
    {
        var words = TextSegments.Cut(text, isHtml).Where(static segment => segment.IsTranslated)
            .Select(segment => protector.Protect(segment.Text, isHtml, null).Template);
        var found = detector.Detect(string.Join(' ', words));
        return found.Score > 0 ? found : detector.Detect(text);
    }

    /// <summary>Translations made before of texts like this one.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <param name="text">The text.</param>
    /// <param name="count">Most suggestions.</param>
    public IReadOnlyList<(MemoryEntry Entry, double Likeness)> Suggest(string from, string to, string text, int count) =>
        memory.Suggest($"{from}_{to}", text, count, 0.6);

    /// <summary>Translates every text into every target.</summary>
    /// <param name="request">What is asked; within the bounds of <see cref="TranslationRequest"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>All translations, or the first reason why there is one missing.</returns>
    public async Task<TranslationOutcome> TranslateAsync(TranslationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var terms = await glossary.GetAsync(cancellationToken).ConfigureAwait(false);
        var detected = request.Texts.Select(text => request.From is null ? Detect(text, request.IsHtml) : null).ToArray();
        var results = request.Texts.Select(_ => new TranslatedText[request.To.Count]).ToArray();
        for (var target = 0; target < request.To.Count; target++)
        {
            var to = request.To[target];
            var groups = Enumerable.Range(0, request.Texts.Count).GroupBy(index => request.From ?? detected[index]!.Language);
            foreach (var group in groups)
            {
                int[] indices = [.. group];
                var (texts, refusal) = await PairAsync(request, group.Key, to, indices, terms, leavesMissing: false, cancellationToken).ConfigureAwait(false);
                if (refusal is not null)
                {
                    instruments.CountRefused(refusal.Kind);
                    return new TranslationOutcome(null, refusal);
                }

                for (var at = 0; at < indices.Length; at++)
                {
                    results[indices[at]][target] = texts[at]!;
                }
            }
        }

        return new TranslationOutcome([.. results.Select((texts, index) => new TranslatedItem(detected[index], texts))], null);
    }

    /// <summary>Translates what the engines can.</summary>
    /// <param name="texts">Plain texts of one language, within the bounds of <see cref="TranslationRequest"/>.</param>
    /// <param name="from">Their language.</param>
    /// <param name="to">Target language, another one.</param>
    /// <param name="category">Category for the glossary; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A translation for each; null where no engine has one.</returns>
    public async Task<IReadOnlyList<TranslatedText?>> TranslateKnownAsync(
        IReadOnlyList<string> texts, string from, string to, string? category, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var terms = await glossary.GetAsync(cancellationToken).ConfigureAwait(false);
        var request = new TranslationRequest(texts, [to], from, IsHtml: false, category, Market: null);
        return (await PairAsync(request, from, to, [.. Enumerable.Range(0, texts.Count)], terms, leavesMissing: true, cancellationToken).ConfigureAwait(false)).Texts;
    }

    /// <summary>Engines that translate a pair, in the order in which they are asked, with their versions.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    public string EnginesOf(string from, string to) =>
        string.Join('+', _engines.Where(engine => from != to && engine.Supports(from, to)).Select(engine => $"{engine.Name}/{engine.VersionOf(from, to)}"));

    private async Task<(TranslatedText?[] Texts, TranslationRefusal? Refusal)> PairAsync(
        TranslationRequest request, string from, string to, int[] indices, Glossary terms, bool leavesMissing, CancellationToken cancellationToken)
    {
        var view = terms.For(from, to, request.Market, request.Category);
        var speakers = _engines.Where(engine => from != to && engine.Supports(from, to)).ToList();
        var signature = EnginesOf(from, to);
        var works = indices.Select(index => _segments.Open(request.Texts[index], index, request.IsHtml, view)).ToList();
        foreach (var work in works)
        {
            work.Key = MemoryKey.Of(request, from, to, work.Source, signature, terms.Version);
        }

        // A text without words, and one that is in the target's language already, is its own translation.
        var open = works.Where(work => from != to && work.HasWords).ToList();
        if (open.Count > 0 && speakers.Count == 0 && !leavesMissing)
        {
            return ([], new TranslationRefusal(TranslationRefusalKind.NoEngine, open[0].Index, from, to));
        }

        var known = await memory.FindAsync([.. open.Select(static work => work.Key).Distinct()], cancellationToken).ConfigureAwait(false);
        open.RemoveAll(work => known.ContainsKey(work.Key));
        TranslationEngineException? fault = null;
        foreach (var engine in speakers)
        {
            try
            {
                await _segments.AskAsync(engine, from, to, [.. open.Where(static work => !work.IsDone)], cancellationToken).ConfigureAwait(false);
            }
            catch (TranslationEngineException failed)
            {
                fault ??= failed;
            }
        }

        if (!leavesMissing && open.FirstOrDefault(static work => !work.IsDone) is { } first)
        {
            var kind = fault is null ? TranslationRefusalKind.NotCovered : TranslationRefusalKind.Unavailable;
            return ([], new TranslationRefusal(kind, first.Index, from, to, fault?.RetryAfter));
        }

        await memory.StoreAsync([.. open.Where(static work => work.IsDone).Select(static work => (work.Key, work.ToEntry()))], cancellationToken).ConfigureAwait(false);
        var missing = open.Where(static work => !work.IsDone).ToHashSet();
        return ([.. works.Select(work => missing.Contains(work) ? null : Answer(work, to, known.GetValueOrDefault(work.Key), from != to && work.HasWords))], null);
    }

    private TranslatedText Answer(TextWork work, string to, MemoryEntry? known, bool isTranslated)
    {
        var entry = known ?? (isTranslated ? work.ToEntry() : new MemoryEntry(work.Source, work.Untranslated(), "none", 1, []));
        var quality = new TranslationQuality(Math.Round(entry.Score, 3), entry.Score < options.ReviewBelow, entry.Issues);
        var text = new TranslatedText(entry.Text, to, entry.Engine, known is not null, quality, work.Kept(), work.Terms());
        instruments.Count(text);
        return text;
    }
}
