using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Policies in blobs: <c>fraud/versions/{version}.json</c>, which never change once written, and <c>fraud/current.json</c>, the pointer,
/// moved under its ETag. Numbers may have gaps. Thread-safe; several instances and analysts may share it.
/// </summary>
/// <param name="container">The container, mostly <see cref="ContainerName"/>; created on the first write.</param>
/// <param name="time">Stamps moves of the pointer.</param>
public sealed class FraudPolicyStore(BlobContainerClient container, TimeProvider time)
{
    /// <summary>Name of the container in every environment.</summary>
    public const string ContainerName = "policy";

    private const int KeptMoves = 200;
    private const string PointerName = "fraud/current.json";

    /// <summary>Where the policies are, for messages.</summary>
    public string Location { get; } = $"container '{container.Name}' of account '{container.AccountName}'";

    /// <summary>Reads and compiles the policy in use.</summary>
    /// <param name="unlessETag">ETag of a pointer that is known already.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The policy; null in an empty store, and where the pointer is the one that is known.</returns>
    /// <exception cref="PolicyException">The pointer or the policy cannot be used.</exception>
    public async Task<StoredPolicy?> GetCurrentAsync(ETag? unlessETag = null, CancellationToken cancellationToken = default)
    {
        if (await GetPointerAsync(cancellationToken).ConfigureAwait(false) is not var (pointer, etag) || etag == unlessETag)
        {
            return null;
        }

        var document = await GetAsync(pointer.Version, cancellationToken).ConfigureAwait(false);
        return new StoredPolicy(FraudPolicy.Compile(document, Text(pointer.Version)), pointer, etag);
    }

    /// <summary>Reads a version as it was written.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="PolicyException">There is no such version, or it is too large or no policy.</exception>
    public async Task<PolicyDocument> GetAsync(int version, CancellationToken cancellationToken = default)
    {
        try
        {
            var content = await VersionBlob(version).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            return PolicyDocument.Parse(content.Value.Content.ToMemory().Span);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            throw new PolicyException($"There is no policy version {version} in {Location}.", exception);
        }
    }

    /// <summary>Stores a document as a new version and puts it in use.</summary>
    /// <param name="document">The document; compiled first.</param>
    /// <param name="expected">What it was made from; null for an empty store.</param>
    /// <param name="action">What is done, for the history.</param>
    /// <param name="cancellationToken">Stops; what was in use stays.</param>
    /// <returns>The new version, or null where somebody else moved the pointer in between.</returns>
    /// <exception cref="PolicyException">The document is wrong or too large.</exception>
    public async Task<int?> PublishAsync(
        PolicyDocument document, StoredPolicy? expected, string action, CancellationToken cancellationToken = default)
    {
        FraudPolicy.Compile(document, "new");
        var json = document.ToJson();
        PolicyDocument.Parse(json);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);

        // A number that a crash or a lost race left behind is passed over: a version never changes once written.
        var version = (expected?.Pointer.Latest ?? 0) + 1;
        while (!await TryWriteAsync(VersionBlob(version), json, IfAbsent(), cancellationToken).ConfigureAwait(false))
        {
            version++;
        }

        return await MoveAsync(version, version, expected, action, cancellationToken).ConfigureAwait(false) ? version : null;
    }

    /// <summary>Puts an earlier version in use again.</summary>
    /// <param name="version">The version.</param>
    /// <param name="expected">What is in use as the caller read it.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>False where somebody else moved the pointer in between.</returns>
    /// <exception cref="PolicyException">There is no such version, or this app cannot use it.</exception>
    public async Task<bool> RollBackAsync(int version, StoredPolicy expected, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(expected);
        FraudPolicy.Compile(await GetAsync(version, cancellationToken).ConfigureAwait(false), Text(version));
        return await MoveAsync(version, expected.Pointer.Latest, expected, "rollback", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Publishes the shipped policy where the store is empty; else does nothing.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task SeedAsync(CancellationToken cancellationToken = default)
    {
        if (await GetPointerAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            await PublishAsync(FraudPolicy.Default.Document, null, "seed", cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private static BlobRequestConditions IfAbsent() => new() { IfNoneMatch = ETag.All };

    private static async Task<bool> TryWriteAsync(
        BlobClient blob, byte[] json, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobUploadOptions
            {
                Conditions = conditions,
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
            };
            await blob.UploadAsync(BinaryData.FromBytes(json), options, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<(PolicyPointer Pointer, ETag ETag)?> GetPointerAsync(CancellationToken cancellationToken)
    {
        try
        {
            var blob = (await container.GetBlobClient(PointerName).DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value;
            return (PolicyJson.Read<PolicyPointer>(blob.Content.ToMemory().Span), blob.Details.ETag);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new PolicyException($"{PointerName} in {Location} cannot be read: {exception.Message}", exception);
        }
    }

    private Task<bool> MoveAsync(int version, int latest, StoredPolicy? expected, string action, CancellationToken cancellationToken)
    {
        var move = new PolicyMove(version, time.GetUtcNow(), action);
        var pointer = new PolicyPointer(version, latest, [move, .. (expected?.Pointer.History ?? []).Take(KeptMoves - 1)]);
        return TryWriteAsync(
            container.GetBlobClient(PointerName),
            PolicyJson.Write(pointer),
            expected is null ? IfAbsent() : new BlobRequestConditions { IfMatch = expected.ETag },
            cancellationToken);
    }

    private BlobClient VersionBlob(int version) =>
        container.GetBlobClient(string.Create(CultureInfo.InvariantCulture, $"fraud/versions/{version:D6}.json"));
}
