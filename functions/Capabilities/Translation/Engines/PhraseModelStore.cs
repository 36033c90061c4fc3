using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using XbFunctions.Training.Translation;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Phrase models in blobs: <c>phrases/{from}-{to}.xbpt</c>, replaced as a whole; its ETag says when there is a new one.</summary>
/// <param name="container">Container <see cref="GlossarySlot.ContainerName"/>.</param>
public sealed class PhraseModelStore(BlobContainerClient container)
{
    private const string Folder = "phrases/";
    private const string Extension = ".xbpt";

    /// <summary>Stores a model and puts it in use.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <param name="model">The model, as <see cref="PhraseTranslator.ToBytes"/> packs it.</param>
    /// <param name="cancellationToken">Stops; the model before stays.</param>
    public async Task PublishAsync(string from, string to, byte[] model, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await container.GetBlobClient($"{Folder}{from}-{to}{Extension}").UploadAsync(BinaryData.FromBytes(model), overwrite: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The models that are there.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Pairs of languages with the ETags of their models; none where there is no container.</returns>
    internal async Task<List<(string From, string To, ETag ETag)>> ListAsync(CancellationToken cancellationToken)
    {
        List<(string, string, ETag)> found = [];
        try
        {
            await foreach (var blob in container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, Folder, cancellationToken).ConfigureAwait(false))
            {
                var pair = blob.Name[Folder.Length..].Replace(Extension, string.Empty, StringComparison.Ordinal);
                var codes = TranslationLanguages.All.SelectMany(source => TranslationLanguages.All.Select(target => (source.Code, Target: target.Code)));
                if (codes.FirstOrDefault(one => $"{one.Code}-{one.Target}" == pair) is { Code: not null } known && blob.Properties.ETag is { } etag)
                {
                    found.Add((known.Code, known.Target, etag));
                }
            }
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return [];
        }

        return found;
    }

    /// <summary>Loads a model.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The model and its version, which follows from its bytes.</returns>
    /// <exception cref="InvalidDataException">It is no phrase model.</exception>
    internal async Task<(PhraseTranslator Model, string Version)> LoadAsync(string from, string to, CancellationToken cancellationToken)
    {
        var blob = await container.GetBlobClient($"{Folder}{from}-{to}{Extension}").DownloadContentAsync(cancellationToken).ConfigureAwait(false);
        var bytes = blob.Value.Content.ToArray();
        return (PhraseTranslator.FromBytes(bytes, new PhraseDecoderOptions(StackSize: 40, MaxOptions: 10)), Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
    }
}
