using Azure.Storage.Blobs.Models;

namespace XbFunctions.Inference;

/// <content>What is published.</content>
public sealed partial class ModelRegistry
{
    /// <summary>Lists the models that have a version or a pointer.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Names in the order of the alphabet; none where the container does not exist.</returns>
    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken = default) => FoldersAsync("", cancellationToken);

    /// <summary>Lists the published versions of a model.</summary>
    /// <param name="model">Model name.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Versions in the order of the alphabet, which for versions named after their time is the order of time.</returns>
    public async Task<IReadOnlyList<string>> ListVersionsAsync(string model, CancellationToken cancellationToken = default)
    {
        var versions = new List<string>();
        foreach (var version in await FoldersAsync($"{model}/", cancellationToken).ConfigureAwait(false))
        {
            if (await ManifestBlob(model, version).ExistsAsync(cancellationToken).ConfigureAwait(false))
            {
                versions.Add(version);
            }
        }

        return versions;
    }

    /// <summary>Reads a version's manifest.</summary>
    /// <param name="model">Model name.</param>
    /// <param name="version">Version.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InvalidModelException">It is not published, or its manifest cannot be read.</exception>
    public async Task<ModelManifest> GetManifestAsync(string model, string version, CancellationToken cancellationToken = default)
    {
        var json = await DownloadAsync(ManifestBlob(model, version), cancellationToken).ConfigureAwait(false);
        return ModelManifest.Parse(json.ToMemory().Span);
    }

    private async Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken)
    {
        var folders = new List<string>();
        if (!await container.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            return folders;
        }

        await foreach (var item in container
            .GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", prefix, cancellationToken).ConfigureAwait(false))
        {
            if (item.IsPrefix)
            {
                folders.Add(item.Prefix[prefix.Length..^1]);
            }
        }

        return folders;
    }
}
