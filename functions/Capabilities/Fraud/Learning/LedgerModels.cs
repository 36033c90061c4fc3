using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Finds models by hash and keeps them loaded.</summary>
internal sealed class LedgerModels(ModelRegistry registry) : IDisposable
{
    private const string Name = FraudServiceCollectionExtensions.ModelName;
    private readonly Dictionary<string, (ScoringModel? Model, string? Problem)> _models = new(StringComparer.Ordinal);

    /// <summary>The model with a hash, or why there is none.</summary>
    public async Task<(ScoringModel? Model, string? Problem)> FindAsync(string version, string hash, CancellationToken cancellationToken)
    {
        if (!_models.TryGetValue(hash, out var found))
        {
            _models.Add(hash, found = await LoadAsync(version, hash, cancellationToken).ConfigureAwait(false));
        }

        return found;
    }

    public void Dispose()
    {
        foreach (var (model, _) in _models.Values)
        {
            model?.Dispose();
        }
    }

    private async Task<(ScoringModel? Model, string? Problem)> LoadAsync(string version, string hash, CancellationToken cancellationToken)
    {
        // The version is only the first place to look: it is the hash that names the bytes.
        var versions = await registry.ListVersionsAsync(Name, cancellationToken).ConfigureAwait(false);
        foreach (var candidate in versions.OrderByDescending(candidate => candidate == version))
        {
            try
            {
                var manifest = await registry.GetManifestAsync(Name, candidate, cancellationToken).ConfigureAwait(false);
                if (manifest.Sha256 == hash)
                {
                    var package = await registry.LoadAsync(Name, candidate, cancellationToken).ConfigureAwait(false);
                    return (ScoringModel.Load(package.Onnx, package.Manifest), null);
                }
            }
            catch (InvalidModelException exception) when (candidate == version)
            {
                return (null, $"model {version} cannot be loaded: {exception.Message}");
            }
            catch (InvalidModelException)
            {
                // Another version that is broken says nothing about this hash.
            }
        }

        return (null, $"no model with hash {hash[..Math.Min(12, hash.Length)]}... (version {version}) is in the registry");
    }
}
