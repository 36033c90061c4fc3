using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Where networks for translation are: folders <c>{from}-{to}</c> of the setting <c>Translation:ModelFolder</c>, and of the container under
/// <c>neural/</c>. A pair that is in both is taken from the setting's folder.
/// </summary>
/// <param name="container">Container <see cref="GlossarySlot.ContainerName"/>.</param>
/// <param name="folder">The setting's folder; empty for none.</param>
public sealed class NeuralModelStore(BlobContainerClient container, string folder)
{
    private const string Prefix = "neural/";
    private static readonly string[] Wanted = [".onnx", ".json", ".spm", ".onnx_data"];

    /// <summary>Stores a model's folder. Instances take it up when <c>config.json</c>, which goes last, is there.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Stops; some of the files may be there then.</param>
    public async Task PublishAsync(string from, string to, string path, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var file in Directory.GetFiles(path).Where(IsWanted).OrderBy(static file => Path.GetFileName(file) == Inference.GenerationSettings.ConfigFile))
        {
            var stream = File.OpenRead(file);
            await using (stream.ConfigureAwait(false))
            {
                await container.GetBlobClient($"{Prefix}{from}-{to}/{Path.GetFileName(file)}").UploadAsync(stream, overwrite: true, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The models that are there.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>By pair: a version that follows from its files, and what brings them to this machine.</returns>
    /// <exception cref="RequestFailedException">The store does not answer.</exception>
    internal async Task<IReadOnlyList<NeuralModelSource>> ListAsync(CancellationToken cancellationToken)
    {
        List<NeuralModelSource> found = [.. OfFolder()];
        Dictionary<string, List<BlobItem>> stored = new(StringComparer.Ordinal);
        try
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Prefix, cancellationToken).ConfigureAwait(false))
            {
                if (blob.Name[Prefix.Length..].Split('/') is [var pair, var file] && IsWanted(file))
                {
                    (stored.TryGetValue(pair, out var files) ? files : stored[pair] = []).Add(blob);
                }
            }
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return found;
        }

        foreach (var (pair, files) in stored)
        {
            if (PairOf(pair) is var (from, to) && !found.Exists(one => one.From == from && one.To == to)
                && files.Exists(static file => file.Name.EndsWith("/" + Inference.GenerationSettings.ConfigFile, StringComparison.Ordinal)))
            {
                var version = Hash(files.OrderBy(static file => file.Name, StringComparer.Ordinal).Select(static file => $"{file.Name} {file.Properties.ETag}"));
                found.Add(new NeuralModelSource(from, to, version, token => DownloadAsync(files, version, token)));
            }
        }

        return found;
    }

    private IEnumerable<NeuralModelSource> OfFolder()
    {
        if (folder.Length == 0 || !Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var path in Directory.GetDirectories(folder))
        {
            if (PairOf(Path.GetFileName(path)) is var (from, to) && File.Exists(Path.Combine(path, Inference.GenerationSettings.ConfigFile)))
            {
                var files = Directory.GetFiles(path).Where(IsWanted).Order(StringComparer.Ordinal).Select(static file => new FileInfo(file));
                yield return new NeuralModelSource(
                    from, to, Hash(files.Select(static file => $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}")), _ => Task.FromResult((path, false)));
            }
        }
    }

    private async Task<(string Folder, bool IsCopy)> DownloadAsync(List<BlobItem> files, string version, CancellationToken cancellationToken)
    {
        var target = Directory.CreateTempSubdirectory($"xb-translation-{version}-").FullName;
        foreach (var file in files)
        {
            await container.GetBlobClient(file.Name).DownloadToAsync(
                Path.Combine(target, Path.GetFileName(file.Name)), cancellationToken).ConfigureAwait(false);
        }

        return (target, true);
    }

    private static bool IsWanted(string file) => Array.Exists(Wanted, ending => file.EndsWith(ending, StringComparison.Ordinal));

    private static (string From, string To)? PairOf(string name)
    {
        var pairs = TranslationLanguages.All.SelectMany(static source => TranslationLanguages.All.Select(target => (From: source.Code, To: target.Code)));
        var found = pairs.FirstOrDefault(pair => $"{pair.From}-{pair.To}" == name && pair.From != pair.To);
        return found.From is null ? null : found;
    }

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..12];
}
