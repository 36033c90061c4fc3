using System.Collections.Concurrent;
using Azure;
using Microsoft.Extensions.Logging;
using XbFunctions.Training.Translation;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Translates with the phrase models that the shop has trained; without any it translates no pair. Thread-safe.</summary>
/// <param name="store">Where the models are.</param>
/// <param name="logger">Receives events 7000 to 7099.</param>
public sealed class PhraseEngine(PhraseModelStore store, ILogger<PhraseEngine> logger) : ITranslationEngine
{
    private const double LeastKnown = 0.6;
    private const double Quality = 0.85;
    private readonly ConcurrentDictionary<(string From, string To), Loaded> _models = new();

    /// <inheritdoc/>
    public string Name => "phrase";

    /// <inheritdoc/>
    public string VersionOf(string from, string to) => _models.TryGetValue((from, to), out var loaded) ? loaded.Version : "none";

    /// <inheritdoc/>
    public bool Supports(string from, string to) => _models.ContainsKey((from, to));

    /// <summary>Loads models that are new; one that cannot be used leaves the one before in use and is logged.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="RequestFailedException">The store does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var listed = await store.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (from, to, etag) in listed)
        {
            if (_models.TryGetValue((from, to), out var loaded) && loaded.ETag == etag)
            {
                continue;
            }

            try
            {
                var (model, version) = await store.LoadAsync(from, to, cancellationToken).ConfigureAwait(false);
                _models[(from, to)] = new Loaded(model, version, etag);
                logger.PhraseModelInUse($"{from}-{to}", version);
            }
            catch (InvalidDataException exception)
            {
                logger.PhraseModelRefused($"{from}-{to}", exception.Message);
            }
        }

        foreach (var gone in _models.Keys.Except(listed.Select(static one => (one.From, one.To))))
        {
            _models.TryRemove(gone, out _);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EngineAnswer>> TranslateAsync(string from, string to, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        if (!_models.TryGetValue((from, to), out var loaded))
        {
            return Task.FromResult<IReadOnlyList<EngineAnswer>>(new EngineAnswer[texts.Count]);
        }

        return Task.Run<IReadOnlyList<EngineAnswer>>(
            () => [.. texts.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(text => Answer(loaded.Model.Translate(text)))], cancellationToken);
    }

    private static EngineAnswer Answer((string Text, double Known) translated) =>
        translated.Known < LeastKnown ? default : new EngineAnswer(translated.Text, Quality * translated.Known);

    private sealed record Loaded(PhraseTranslator Model, string Version, ETag ETag);
}
