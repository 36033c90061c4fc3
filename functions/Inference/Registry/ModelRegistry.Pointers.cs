using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Inference;

/// <content>The pointers to the version that serves and to the one in shadow.</content>
public sealed partial class ModelRegistry
{
    private const string Json = "application/json";

    /// <summary>Moves the champion pointer, if it still is where the caller saw it.</summary>
    /// <param name="model">Model name.</param>
    /// <param name="version">A published version.</param>
    /// <param name="expected">The pointer as the caller read it, or <see langword="null"/> where there was none.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Whether the pointer moved; <see langword="false"/> where somebody else moved it in between.</returns>
    /// <exception cref="InvalidModelException">The version is not published.</exception>
    public Task<bool> PromoteAsync(
        string model, string version, Champion? expected, CancellationToken cancellationToken = default) =>
        PromoteAsync(model, version, expected, reason: null, cancellationToken);

    /// <summary>Moves the champion pointer, if it still is where the caller saw it, and says why.</summary>
    /// <param name="model">Model name.</param>
    /// <param name="version">A published version.</param>
    /// <param name="expected">The pointer as the caller read it, or <see langword="null"/> where there was none.</param>
    /// <param name="reason">Why, in a sentence.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Whether the pointer moved; <see langword="false"/> where somebody else moved it in between.</returns>
    /// <exception cref="InvalidModelException">The version is not published.</exception>
    public async Task<bool> PromoteAsync(
        string model, string version, Champion? expected, string? reason, CancellationToken cancellationToken = default)
    {
        await RequireAsync(model, version, cancellationToken).ConfigureAwait(false);
        List<string> history = expected is null ? [] : [.. expected.History.Where(earlier => earlier != version)];
        if (expected is not null && expected.Version != version)
        {
            history.Add(expected.Version);
        }

        var document = new ChampionDocument(version, time.GetUtcNow(), [.. history.TakeLast(Champion.MaxHistory)], reason);
        return await MoveAsync(ChampionBlob(model), document, ModelJson.Default.ChampionDocument, expected?.ETag, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Moves the champion pointer back to the version that served before, if it still is where the caller saw it.</summary>
    /// <param name="model">Model name.</param>
    /// <param name="expected">The pointer as the caller read it.</param>
    /// <param name="reason">Why, in a sentence.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The version that serves now; <see langword="null"/> where somebody else moved the pointer in between.</returns>
    /// <exception cref="InvalidModelException">No version served before, or it is no longer published.</exception>
    public async Task<string?> RollbackAsync(
        string model, Champion expected, string? reason, CancellationToken cancellationToken = default)
    {
        if (expected.History.Count == 0)
        {
            throw new InvalidModelException($"Model '{model}' {expected.Version} is the first champion in {Location}: there is none to go back to.");
        }

        var back = expected.History[^1];
        await RequireAsync(model, back, cancellationToken).ConfigureAwait(false);
        var document = new ChampionDocument(back, time.GetUtcNow(), [.. expected.History.SkipLast(1)], reason);
        return await MoveAsync(ChampionBlob(model), document, ModelJson.Default.ChampionDocument, expected.ETag, cancellationToken)
            .ConfigureAwait(false) ? back : null;
    }

    /// <summary>Reads the champion pointer.</summary>
    /// <param name="model">Model name.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The pointer, or <see langword="null"/> where nothing is promoted yet.</returns>
    /// <exception cref="InvalidModelException">The pointer cannot be read as JSON.</exception>
    public async Task<Champion?> GetChampionAsync(string model, CancellationToken cancellationToken = default) =>
        await ReadAsync(ChampionBlob(model), ModelJson.Default.ChampionDocument, cancellationToken).ConfigureAwait(false)
            is var (document, etag)
                ? new Champion(document.Version, document.PromotedAt, etag) { History = document.History ?? [], Reason = document.Reason }
                : null;

    /// <summary>Reads the challenger pointer.</summary>
    /// <param name="model">Model name.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The pointer, or <see langword="null"/> where nothing runs in shadow.</returns>
    /// <exception cref="InvalidModelException">The pointer cannot be read as JSON.</exception>
    public async Task<Challenger?> GetChallengerAsync(string model, CancellationToken cancellationToken = default) =>
        await ReadAsync(ChallengerBlob(model), ModelJson.Default.ChallengerDocument, cancellationToken).ConfigureAwait(false)
            is var (document, etag)
                ? new Challenger(document.Version, document.Since, etag)
                : null;

    /// <summary>Sends a version to shadow, if the pointer still is where the caller saw it.</summary>
    /// <param name="model">Model name.</param>
    /// <param name="version">A published version.</param>
    /// <param name="expected">The pointer as the caller read it, or <see langword="null"/> where there was none.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Whether the pointer moved.</returns>
    /// <exception cref="InvalidModelException">The version is not published.</exception>
    public async Task<bool> ChallengeAsync(
        string model, string version, Challenger? expected, CancellationToken cancellationToken = default)
    {
        await RequireAsync(model, version, cancellationToken).ConfigureAwait(false);
        var document = new ChallengerDocument(version, time.GetUtcNow());
        return await MoveAsync(ChallengerBlob(model), document, ModelJson.Default.ChallengerDocument, expected?.ETag, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Takes the challenger out of shadow, if the pointer still is where the caller saw it. The version stays published.</summary>
    /// <param name="model">Model name.</param>
    /// <param name="expected">The pointer as the caller read it.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Whether this call took it out.</returns>
    public async Task<bool> WithdrawAsync(string model, Challenger expected, CancellationToken cancellationToken = default)
    {
        try
        {
            var conditions = new BlobRequestConditions { IfMatch = expected.ETag };
            await ChallengerBlob(model).DeleteAsync(conditions: conditions, cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private async Task RequireAsync(string model, string version, CancellationToken cancellationToken)
    {
        if (!await ManifestBlob(model, version).ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidModelException($"Model '{model}' {version} is not published in {Location}.");
        }
    }

    private async Task<(T Document, ETag ETag)?> ReadAsync<T>(BlobClient blob, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            var content = await blob.DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            var document = JsonSerializer.Deserialize(content.Value.Content.ToMemory().Span, type)
                ?? throw new JsonException("Expected a pointer, got null.");
            return (document, content.Value.Details.ETag);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new InvalidModelException($"{blob.Name} in {Location} cannot be read: {exception.Message}", exception);
        }
    }

    private static Task<bool> MoveAsync<T>(
        BlobClient blob, T document, JsonTypeInfo<T> type, ETag? expected, CancellationToken cancellationToken) => TryWriteAsync(
        blob,
        BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(document, type)),
        Json,
        expected is { } etag ? new BlobRequestConditions { IfMatch = etag } : new BlobRequestConditions { IfNoneMatch = ETag.All },
        cancellationToken);

    private BlobClient ChampionBlob(string model) => container.GetBlobClient($"{model}/champion.json");

    private BlobClient ChallengerBlob(string model) => container.GetBlobClient($"{model}/challenger.json");
}
