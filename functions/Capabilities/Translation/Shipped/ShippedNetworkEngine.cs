using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Translates from English with the network that comes with the product. It learnt from text made of the lexicon and of customer-service sentences: a text
/// with a word that it has not learnt is left to others. Thread-safe.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="leads">Whether it speaks where it was measured to be better than the phrase models, or where it was not.</param>
public sealed class ShippedNetworkEngine(ShippedNetwork network, bool leads) : ITranslationEngine
{
    private const double Whole = 0.85;

    /// <inheritdoc/>
    public string Name => "shipped-network";

    /// <inheritdoc/>
    public string VersionOf(string from, string to) => Supports(from, to) ? ShippedNetwork.Version : "none";

    /// <inheritdoc/>
    public bool Supports(string from, string to) => ShippedNetwork.Pairs.Contains((from, to)) && ShippedNetwork.Leads(to) == leads;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EngineAnswer>> TranslateAsync(string from, string to, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var answers = new EngineAnswer[texts.Count];
        if (!Supports(from, to))
        {
            return answers;
        }

        try
        {
            int[] asked = [.. Enumerable.Range(0, texts.Count).Where(index => network.Words.HasAll(texts[index]))];
            var found = await network.TranslateAsync([.. asked.Select(index => texts[index])], to, cancellationToken).ConfigureAwait(false);
            foreach (var (index, answer) in asked.Zip(found))
            {
                answers[index] = answer.Text is null ? default : answer with { Quality = answer.Quality * Whole };
            }
        }
        catch (InvalidModelException exception)
        {
            throw new TranslationEngineException(exception.Message, exception);
        }

        return answers;
    }
}
