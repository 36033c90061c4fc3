namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Translates between English and the other languages with the models that come with the product, which learnt from text made of the lexicon and of
/// customer-service sentences: what is put together word by word instead of in phrases that were learnt is worth less. Thread-safe.
/// </summary>
/// <param name="models">The models.</param>
public sealed class ShippedEngine(ShippedModels models) : ITranslationEngine
{
    private const double LeastKnown = 0.8;
    private const double Whole = 0.85;
    private const double PieceCost = 0.35;

    /// <inheritdoc/>
    public string Name => "shipped";

    /// <inheritdoc/>
    public string VersionOf(string from, string to) => models.VersionOf(from, to);

    /// <inheritdoc/>
    public bool Supports(string from, string to) => ShippedModels.Has(from, to);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EngineAnswer>> TranslateAsync(string from, string to, IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        !ShippedModels.Has(from, to) ? Task.FromResult<IReadOnlyList<EngineAnswer>>(new EngineAnswer[texts.Count]) : Task.Run<IReadOnlyList<EngineAnswer>>(
            () =>
            {
                var model = models.Get(from, to);
                return [.. texts.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(text =>
                {
                    var (translation, known) = model.Translate(text, out var pieces);
                    return known < LeastKnown ? default : new EngineAnswer(translation, known * (Whole - (PieceCost * pieces)));
                })];
            },
            cancellationToken);
}
