using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>
/// The catalogue in blobs: a log of items, <c>{generation}/log.jsonl</c>, that is appended to under its length, over a base,
/// <c>{generation}/base-{length of the log before}.jsonl</c>. A log that is long enough ends with a line that names the next generation, so
/// no writer misses it; <c>current.json</c> is a hint where to begin. Thread-safe; many instances may share it.
/// </summary>
/// <param name="container">The container, mostly <see cref="ContainerName"/>; created on the first write.</param>
public sealed class CatalogueStore(BlobContainerClient container)
{
    /// <summary>Name of the container in every environment.</summary>
    public const string ContainerName = "catalogue";

    private const string HintName = "current.json";
    private const int BlockBytes = 3 * 1024 * 1024;

    /// <summary>Where the catalogue is, for messages.</summary>
    public string Location { get; } = $"container '{container.Name}' of account '{container.AccountName}'";

    /// <summary>Reads what changed since a version.</summary>
    /// <param name="since">The version that is known; the default for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The newest version and, where it is another, the changes in their order.</returns>
    /// <exception cref="CatalogueException">What is stored cannot be read.</exception>
    internal async Task<(CatalogueVersion Version, List<(CatalogueItem Item, ulong Hash)> Changes)> ReadAsync(
        CatalogueVersion since, CancellationToken cancellationToken)
    {
        List<(CatalogueItem Item, ulong Hash)> changes = [];
        var version = since;
        if (version.Generation == 0)
        {
            if (await HintAsync(cancellationToken).ConfigureAwait(false) is not (var hint, _))
            {
                return (version, changes);
            }

            version = await BaseAsync(hint, changes, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            var tail = await TailAsync(version, cancellationToken).ConfigureAwait(false);
            if (tail is null)
            {
                // The log was removed: two generations have passed since this version.
                var (hint, _) = await HintAsync(cancellationToken).ConfigureAwait(false) ?? throw new CatalogueException($"{Location} has lost {HintName}.");
                version = await BaseAsync(hint, changes, cancellationToken).ConfigureAwait(false);
                continue;
            }

            // What is in this log after the known position holds in any case; the base of the next has it too.
            var next = CatalogueLines.Read(tail.Value, LogName(version.Generation), changes);
            version = version with { Position = version.Position + tail.Value.Length };
            if (next is not { } following)
            {
                return (version, changes);
            }

            version = new CatalogueVersion(following, 0);
        }
    }

    /// <summary>Appends lines, if the log is still as long as the version says.</summary>
    /// <param name="at">The newest version as the caller read it.</param>
    /// <param name="lines">Lines with their ends.</param>
    /// <param name="cancellationToken">Stops; part of the lines may be written.</param>
    /// <returns>The version after the lines; <see langword="null"/> where somebody else wrote in between.</returns>
    internal async Task<CatalogueVersion?> AppendAsync(CatalogueVersion at, IReadOnlyList<byte[]> lines, CancellationToken cancellationToken)
    {
        if (at.Generation == 0)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await BeginAsync(new CatalogueHint(1, 0), cancellationToken).ConfigureAwait(false);
            await HintAsync(new CatalogueHint(1, 0), cancellationToken).ConfigureAwait(false);
            at = new CatalogueVersion(1, 0);
        }

        for (var first = 0; first < lines.Count;)
        {
            using var block = new MemoryStream();
            do
            {
                block.Write(lines[first++]);
            }
            while (first < lines.Count && block.Length + lines[first].Length <= BlockBytes);

            if (!await TryAppendAsync(at, block, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            at = at with { Position = at.Position + block.Length };
        }

        return at;
    }

    /// <summary>Begins the next generation with a base, if the log is still as long as the snapshot's version says.</summary>
    /// <param name="snapshot">What the base holds.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The version after it; <see langword="null"/> where somebody else wrote in between.</returns>
    internal async Task<CatalogueVersion?> CompactAsync(CatalogueSnapshot snapshot, CancellationToken cancellationToken)
    {
        var hint = new CatalogueHint(snapshot.Version.Generation + 1, snapshot.Version.Position);
        using var content = new MemoryStream();
        for (var number = 0; number < snapshot.Count; number++)
        {
            content.Write(CatalogueLines.Of(snapshot[number]).Line);
        }

        content.Position = 0;
        await container.GetBlobClient(hint.BaseName).UploadAsync(content, overwrite: true, cancellationToken).ConfigureAwait(false);
        await BeginAsync(hint, cancellationToken).ConfigureAwait(false);
        using var last = new MemoryStream(CatalogueLines.Next(hint.Generation));
        if (!await TryAppendAsync(snapshot.Version, last, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        await HintAsync(hint, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(hint.Generation - 2, cancellationToken).ConfigureAwait(false);
        return new CatalogueVersion(hint.Generation, 0);
    }

    private static string LogName(int generation) => string.Create(CultureInfo.InvariantCulture, $"{generation:D6}/log.jsonl");

    // Another writer may be there first; an empty log is an empty log.
    private async Task BeginAsync(CatalogueHint hint, CancellationToken cancellationToken)
    {
        var log = container.GetAppendBlobClient(LogName(hint.Generation));
        await log.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveAsync(int generation, CancellationToken cancellationToken)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{generation:D6}/");
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).ConfigureAwait(false))
        {
            await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryAppendAsync(CatalogueVersion at, MemoryStream block, CancellationToken cancellationToken)
    {
        block.Position = 0;
        try
        {
            var options = new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = at.Position } };
            await container.GetAppendBlobClient(LogName(at.Generation)).AppendBlockAsync(block, options, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 412 or 404)
        {
            return false;
        }
    }

    private async Task<CatalogueVersion> BaseAsync(
        CatalogueHint hint, List<(CatalogueItem Item, ulong Hash)> changes, CancellationToken cancellationToken)
    {
        if (hint.Generation > 1)
        {
            var content = await DownloadAsync(hint.BaseName, 0, cancellationToken).ConfigureAwait(false)
                ?? throw new CatalogueException($"{Location} has lost {hint.BaseName}.");
            CatalogueLines.Read(content.Content, hint.BaseName, changes);
        }

        return new CatalogueVersion(hint.Generation, 0);
    }

    private async Task<ReadOnlyMemory<byte>?> TailAsync(CatalogueVersion since, CancellationToken cancellationToken) =>
        (await DownloadAsync(LogName(since.Generation), since.Position, cancellationToken).ConfigureAwait(false))?.Content;

    private async Task<(ReadOnlyMemory<byte> Content, ETag ETag)?> DownloadAsync(string name, long from, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(from) };
            var download = await container.GetBlobClient(name).DownloadContentAsync(options, cancellationToken).ConfigureAwait(false);
            return (download.Value.Content.ToMemory(), download.Value.Details.ETag);
        }
        catch (RequestFailedException exception) when (exception.Status == 416)
        {
            return (ReadOnlyMemory<byte>.Empty, default);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    private async Task<(CatalogueHint Hint, ETag ETag)?> HintAsync(CancellationToken cancellationToken)
    {
        if (await DownloadAsync(HintName, 0, cancellationToken).ConfigureAwait(false) is not (var content, var etag))
        {
            return null;
        }

        try
        {
            return (JsonSerializer.Deserialize<CatalogueHint>(content.Span, JsonSerializerOptions.Web)!, etag);
        }
        catch (JsonException exception)
        {
            throw new CatalogueException($"{HintName} in {Location} is not {{\"generation\":number,\"base\":number}}.", exception);
        }
    }

    // A slow writer must not set the hint back to a generation that has been removed since.
    private async Task HintAsync(CatalogueHint hint, CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = await HintAsync(cancellationToken).ConfigureAwait(false);
            if (known is var (there, _) && there.Generation >= hint.Generation)
            {
                return;
            }

            try
            {
                var conditions = known is var (_, etag) ? new BlobRequestConditions { IfMatch = etag } : new BlobRequestConditions { IfNoneMatch = ETag.All };
                await container.GetBlobClient(HintName).UploadAsync(
                    BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(hint, JsonSerializerOptions.Web)),
                    new BlobUploadOptions { Conditions = conditions },
                    cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (RequestFailedException exception) when (exception.Status is 409 or 412)
            {
                // Somebody else wrote the hint: look again.
            }
        }
    }
}
