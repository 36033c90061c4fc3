using System.Collections.Concurrent;
using Azure;
using Microsoft.Extensions.Logging;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Translates with encoder-decoder networks on ONNX Runtime that a shop has exported or trained; without any it translates no pair. One
/// translation runs at a time, on all processors. Thread-safe.
/// </summary>
/// <param name="store">Where the models are.</param>
/// <param name="logger">Receives events 7000 to 7099.</param>
public sealed class NeuralEngine(NeuralModelStore store, ILogger<NeuralEngine> logger) : ITranslationEngine, IDisposable
{
    private readonly ConcurrentDictionary<(string From, string To), Loaded> _models = new();
    private readonly Dictionary<(string From, string To), string> _refused = [];
    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public string Name => "neural";

    /// <inheritdoc/>
    public string VersionOf(string from, string to) => _models.TryGetValue((from, to), out var loaded) ? loaded.Version : "none";

    /// <inheritdoc/>
    public bool Supports(string from, string to) => _models.ContainsKey((from, to));

    /// <summary>Loads models that are new; one that cannot be used leaves the one before in use and is logged once. Not for several threads at once.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="RequestFailedException">The store does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var listed = await store.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var source in listed)
        {
            var pair = (source.From, source.To);
            if (VersionOf(source.From, source.To) == source.Version || _refused.GetValueOrDefault(pair) == source.Version)
            {
                continue;
            }

            try
            {
                // The model before is freed with its last translation.
                _models[pair] = new Loaded(await LoadAsync(source, cancellationToken).ConfigureAwait(false), source.Version);
                logger.NeuralModelInUse($"{source.From}-{source.To}", source.Version);
            }
            catch (Exception exception) when (exception is InvalidModelException or IOException)
            {
                _refused[pair] = source.Version;
                logger.NeuralModelRefused($"{source.From}-{source.To}", exception.Message);
            }
        }

        foreach (var gone in _models.Keys.Except(listed.Select(static one => (one.From, one.To))))
        {
            _models.TryRemove(gone, out _);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EngineAnswer>> TranslateAsync(string from, string to, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (!_models.TryGetValue((from, to), out var loaded))
        {
            return new EngineAnswer[texts.Count];
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => loaded.Model.Translate(texts, to, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var loaded in _models.Values)
        {
            loaded.Model.Dispose();
        }

        _models.Clear();
        _turn.Dispose();
    }

    private static async Task<NeuralModel> LoadAsync(NeuralModelSource source, CancellationToken cancellationToken)
    {
        var (folder, isCopy) = await source.FetchAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return NeuralModel.Load(folder, Environment.ProcessorCount);
        }
        finally
        {
            if (isCopy)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private sealed record Loaded(NeuralModel Model, string Version);
}
