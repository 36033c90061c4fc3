using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>The keys that callers of HTTP functions show, kept as the service keeps them: JSON in the container <c>azure-webjobs-secrets</c>.</summary>
internal sealed class FunctionKeys(BlobContainerClient container, string hostId, TimeProvider time, ILogger logger)
{
    public const string Container = "azure-webjobs-secrets";
    private const int KeyBytes = 40;
    private static readonly TimeSpan ReloadInterval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, string[]> _functionKeys = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private HostKeys _host = new(string.Empty, [], []);
    private DateTimeOffset _loadedAt;

    /// <summary>The key of level admin.</summary>
    public string MasterKey => _host.Master;

    /// <summary>The default key that is valid for every function.</summary>
    public string HostKey => _host.Functions.Length > 0 ? _host.Functions[0] : string.Empty;

    /// <summary>The default key of a function; the host key for a function without keys of its own.</summary>
    public string KeyOf(string function) => _functionKeys.TryGetValue(function, out var keys) && keys.Length > 0 ? keys[0] : HostKey;

    /// <summary>Reads all keys, and creates those that are missing.</summary>
    /// <param name="functions">The HTTP functions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task LoadAsync(IEnumerable<string> functions, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var host = await ReadOrCreateAsync("host", NewHostKeys, cancellationToken).ConfigureAwait(false);
        _host = new HostKeys((string?)host["masterKey"]?["value"] ?? string.Empty, Values(host["functionKeys"]), Values(host["systemKeys"]));
        await Task.WhenAll(functions.Select(async function =>
        {
            var keys = await ReadOrCreateAsync(function.ToLowerInvariant(), NewFunctionKeys, cancellationToken).ConfigureAwait(false);
            _functionKeys[function] = Values(keys["keys"]);
        })).ConfigureAwait(false);
        _loadedAt = time.GetUtcNow();
    }

    /// <summary>The level that a key gives for a function; an unknown key reloads the keys once a minute at most.</summary>
    /// <param name="key">What the caller showed.</param>
    /// <param name="function">Name of the function; <see langword="null"/> for the admin calls.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<AuthorizationLevel> LevelOfAsync(string? key, string? function, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(key))
        {
            return AuthorizationLevel.Anonymous;
        }

        var level = Match(key, function);
        if (level != AuthorizationLevel.Anonymous || !MayReload())
        {
            return level;
        }

        try
        {
            await LoadAsync(_functionKeys.Keys, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RequestFailedException or PlatformStartException or AggregateException)
        {
            // The keys that were read before hold on.
            logger.KeysNotReloaded(exception.Message.Split('\n')[0]);
        }

        return Match(key, function);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)).Replace('+', '-').Replace('/', '_');

    private static JsonObject Key(string name) => new() { ["name"] = name, ["value"] = NewKey(), ["encrypted"] = false };

    private static JsonObject NewHostKeys() =>
        new() { ["masterKey"] = Key("master"), ["functionKeys"] = new JsonArray(Key("default")), ["systemKeys"] = new JsonArray() };

    private static JsonObject NewFunctionKeys() => new() { ["keys"] = new JsonArray(Key("default")) };

    // The key named default comes first: it is the one that is shown. An encrypted one cannot be compared with anything here.
    private static string[] Values(JsonNode? keys) =>
        [.. (keys as JsonArray ?? [])
            .Where(static key => (bool?)key?["encrypted"] != true)
            .OrderBy(static key => (string?)key?["name"] == "default" ? 0 : 1)
            .Select(static key => (string?)key?["value"])
            .OfType<string>()
            .Where(static value => value.Length > 0)];

    private static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private AuthorizationLevel Match(string key, string? function)
    {
        var host = _host;
        return host.Master.Length > 0 && Same(key, host.Master) ? AuthorizationLevel.Admin
            : host.System.Any(known => Same(key, known)) ? AuthorizationLevel.System
            : host.Functions.Any(known => Same(key, known)) ? AuthorizationLevel.Function
            : function is not null && _functionKeys.TryGetValue(function, out var keys) && keys.Any(known => Same(key, known)) ? AuthorizationLevel.Function
            : AuthorizationLevel.Anonymous;
    }

    private bool MayReload()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now - _loadedAt < ReloadInterval)
            {
                return false;
            }

            _loadedAt = now;
            return true;
        }
    }

    private async Task<JsonObject> ReadOrCreateAsync(string name, Func<JsonObject> create, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient($"{hostId}/{name}.json");
        while (true)
        {
            try
            {
                var content = await blob.DownloadContentAsync(cancellationToken).ConfigureAwait(false);
                return JsonNode.Parse(content.Value.Content) as JsonObject
                    ?? throw new PlatformStartException($"The key file {blob.Name} in {Container} is no JSON object. Delete it; the host makes a new one.");
            }
            catch (JsonException exception)
            {
                throw new PlatformStartException($"The key file {blob.Name} in {Container} is damaged. Delete it; the host makes a new one.", exception);
            }
            catch (RequestFailedException exception) when (exception.Status == 404)
            {
                await CreateAsync(blob, create(), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task CreateAsync(BlobClient blob, JsonObject keys, CancellationToken cancellationToken)
    {
        try
        {
            var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blob.UploadAsync(BinaryData.FromString(keys.ToJsonString()), onlyNew, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            // Another host created it first; its keys hold.
        }
    }

    private sealed record HostKeys(string Master, string[] Functions, string[] System);
}
