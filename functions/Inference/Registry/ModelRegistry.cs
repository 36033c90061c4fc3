using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Inference;

/// <summary>
/// Models in blobs: <c>{model}/{version}/model.onnx</c> and <c>manifest.json</c>, which never change once written, and
/// <c>{model}/champion.json</c> and <c>challenger.json</c>, the pointers to the version that serves and to the one in shadow. Thread-safe;
/// several instances may share one container.
/// </summary>
/// <param name="container">The container, mostly <see cref="ContainerName"/>; created on the first write.</param>
/// <param name="time">Stamps promotions.</param>
public sealed partial class ModelRegistry(BlobContainerClient container, TimeProvider time)
{
    /// <summary>Name of the container in every environment.</summary>
    public const string ContainerName = "models";

    /// <summary>Where the models are, for messages: <c>container 'models' of account 'name'</c>.</summary>
    public string Location { get; } = $"container '{container.Name}' of account '{container.AccountName}'";

    /// <summary>Stores a version. Storing the same bytes under the same version again does nothing.</summary>
    /// <param name="package">Model and manifest, which name the place.</param>
    /// <param name="cancellationToken">Stops; without its manifest a version counts as absent.</param>
    /// <exception cref="InvalidModelException">The hash is wrong, or the version exists with other bytes.</exception>
    public async Task PublishAsync(ModelPackage package, CancellationToken cancellationToken = default)
    {
        var manifest = package.Checked().Manifest;
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);

        // The manifest goes last: a version is there when its manifest is.
        var onnx = BinaryData.FromBytes(package.Onnx);
        var onnxBlob = OnnxBlob(manifest.Name, manifest.Version);
        if (!await TryCreateAsync(onnxBlob, onnx, "application/octet-stream", cancellationToken).ConfigureAwait(false)
            && await StoredHashAsync(manifest, cancellationToken).ConfigureAwait(false) is var stored
            && stored != manifest.Sha256)
        {
            throw new InvalidModelException(
                $"Model '{manifest.Name}' {manifest.Version} exists in {Location}: expected SHA-256 {manifest.Sha256}, got {stored}. "
                + "Publish a new version.");
        }

        var json = BinaryData.FromBytes(manifest.ToJson());
        var manifestBlob = ManifestBlob(manifest.Name, manifest.Version);
        await TryCreateAsync(manifestBlob, json, "application/json", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a version and checks its hash.</summary>
    /// <param name="model">Model name.</param>
    /// <param name="version">Version.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InvalidModelException">
    /// A file is missing, the manifest cannot be read, or it states another model or hash.
    /// </exception>
    public async Task<ModelPackage> LoadAsync(string model, string version, CancellationToken cancellationToken = default)
    {
        var json = await DownloadAsync(ManifestBlob(model, version), cancellationToken).ConfigureAwait(false);
        var manifest = ModelManifest.Parse(json.ToMemory().Span);
        if (manifest.Name != model || manifest.Version != version)
        {
            throw new InvalidModelException(
                $"{model}/{version}/manifest.json in {Location}: expected '{model}' {version}, got '{manifest.Name}' {manifest.Version}.");
        }

        var onnx = await DownloadAsync(OnnxBlob(model, version), cancellationToken).ConfigureAwait(false);
        return new ModelPackage(onnx.ToArray(), manifest).Checked();
    }

    /// <summary>
    /// Publishes and promotes a shipped model where the registry has no champion of it yet, or one that was trained on other columns, as after an upgrade
    /// that changed the features: this app could not use it. Else does nothing.
    /// </summary>
    /// <param name="folder">Folder with <c>model.onnx</c> and <c>manifest.json</c>, for example <c>models/fraud</c>.</param>
    /// <param name="cancellationToken">Stops; a later call completes the work.</param>
    /// <returns>Whether this call made the shipped model the champion.</returns>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="InvalidModelException">The shipped model is broken.</exception>
    public async Task<bool> SeedAsync(string folder, CancellationToken cancellationToken = default)
    {
        var package = await ModelPackage.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        var (name, version) = (package.Manifest.Name, package.Manifest.Version);
        var champion = await GetChampionAsync(name, cancellationToken).ConfigureAwait(false);
        if (champion is not null && await TakesAsync(package.Manifest, champion.Version, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await PublishAsync(package, cancellationToken).ConfigureAwait(false);
        var reason = champion is null ? null : $"{champion.Version} takes other columns than this app writes.";
        return await PromoteAsync(name, version, champion, reason, cancellationToken).ConfigureAwait(false);
    }

    // Whether a version takes the columns that this app writes.
    private async Task<bool> TakesAsync(ModelManifest shipped, string version, CancellationToken cancellationToken)
    {
        var manifest = await GetManifestAsync(shipped.Name, version, cancellationToken).ConfigureAwait(false);
        return manifest.Inputs.SelectMany(static input => input.Columns)
            .SequenceEqual(shipped.Inputs.SelectMany(static input => input.Columns), StringComparer.Ordinal);
    }

    private static Task<bool> TryCreateAsync(
        BlobClient blob, BinaryData content, string contentType, CancellationToken cancellationToken) =>
        TryWriteAsync(blob, content, contentType, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken);

    private static async Task<bool> TryWriteAsync(
        BlobClient blob, BinaryData content, string contentType, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobUploadOptions
            {
                Conditions = conditions,
                HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            };
            await blob.UploadAsync(content, options, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<string> StoredHashAsync(ModelManifest manifest, CancellationToken cancellationToken) =>
        ScoringModel.HashOf(await DownloadAsync(OnnxBlob(manifest.Name, manifest.Version), cancellationToken).ConfigureAwait(false));

    private async Task<BinaryData> DownloadAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return (await blob.DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value.Content;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            throw new InvalidModelException($"{blob.Name} is missing in {Location}.", exception);
        }
    }

    private BlobClient OnnxBlob(string model, string version) => container.GetBlobClient($"{model}/{version}/{ModelPackage.OnnxFile}");

    private BlobClient ManifestBlob(string model, string version) =>
        container.GetBlobClient($"{model}/{version}/{ModelPackage.ManifestFile}");
}
