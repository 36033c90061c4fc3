using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.State;

/// <summary>
/// Events that functions gave up on: one blob of JSON Lines for each batch that has any. Thread-safe.
/// </summary>
/// <remarks>
/// Blobs are written before their batch is committed and their names derive from function, partition and sequence numbers, so a batch
/// that is processed again replaces them. Bodies are kept raw and may hold personal data: give the container the access rules and the
/// life time of the hub itself.
/// </remarks>
public sealed class DeadLetterStore
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>Opens the store; the container need not exist yet.</summary>
    /// <param name="storage">The storage account.</param>
    /// <param name="options">Names the container.</param>
    public DeadLetterStore(BlobServiceClient storage, StateOptions options) =>
        Container = storage.GetBlobContainerClient(options.DeadLetterContainer);

    internal BlobContainerClient Container { get; }

    /// <summary>Lists dead letters by function, hub, partition and sequence number; each event once.</summary>
    /// <param name="filter">Which are wanted; null for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The dead letters; none when the container does not exist.</returns>
    /// <exception cref="CorruptStateException">A line is not what was written.</exception>
    public async IAsyncEnumerable<DeadLetter> ListAsync(
        DeadLetterFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        filter ??= new DeadLetterFilter();
        var seen = new OverlapFilter();
        await foreach (var (name, first, last) in BlobsAsync(filter.Prefix, cancellationToken).ConfigureAwait(false))
        {
            seen.Enter(name, first, last);
            foreach (var letter in await ReadAsync(name, cancellationToken).ConfigureAwait(false))
            {
                if (seen.IsFirst(letter.SequenceNumber) && filter.Admits(letter))
                {
                    yield return letter;
                }
            }
        }
    }

    /// <summary>Finds one dead letter.</summary>
    /// <param name="id">Its <see cref="DeadLetter.Id"/>.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The dead letter, or null when there is none of that id.</returns>
    /// <exception cref="CorruptStateException">A line is not what was written.</exception>
    public async Task<DeadLetter?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!DeadLetterName.TryReadId(id, out var folder, out var sequence))
        {
            return null;
        }

        await foreach (var (name, first, last) in BlobsAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            if (sequence < first || sequence > last)
            {
                continue;
            }

            var letters = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
            if (letters.Find(letter => letter.Id == id) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Counts dead letters, each event once.</summary>
    /// <param name="filter">Which are wanted; null for all.</param>
    /// <param name="cancellationToken">Stops the count.</param>
    /// <returns>How many there are.</returns>
    public async Task<long> CountAsync(DeadLetterFilter? filter = null, CancellationToken cancellationToken = default)
    {
        var count = 0L;
        await foreach (var _ in ListAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            count++;
        }

        return count;
    }

    /// <summary>Writes the dead letters of one batch, replacing what an earlier try of the same batch wrote.</summary>
    internal async Task WriteAsync(
        string function, StreamPartition partition, IReadOnlyList<PendingDeadLetter> letters, CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream();
        foreach (var letter in letters)
        {
            JsonSerializer.Serialize(lines, DeadLetterLine.From(function, partition, letter), DeadLetterJson.Default.DeadLetterLine);
            lines.Write(NewLine);
        }

        var name = DeadLetterName.Blob(
            function, partition, letters.Min(letter => letter.Event.SequenceNumber), letters.Max(letter => letter.Event.SequenceNumber));
        lines.Position = 0;
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/jsonl" } };
        await Container.GetBlobClient(name).UploadAsync(lines, options, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<(string Name, long First, long Last)> BlobsAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!await Container.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            yield break;
        }

        var blobs = Container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken);
        await foreach (var blob in blobs.ConfigureAwait(false))
        {
            if (DeadLetterName.TryReadBlob(blob.Name, out var first, out var last))
            {
                yield return (blob.Name, first, last);
            }
        }
    }

    private async Task<List<DeadLetter>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var download = await Container.GetBlobClient(name).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
        return Parse(name, download.Value.Content.ToMemory());
    }

    /// <summary>Names of all blobs of dead letters.</summary>
    internal async IAsyncEnumerable<string> BlobNamesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (name, _, _) in BlobsAsync(string.Empty, cancellationToken).ConfigureAwait(false))
        {
            yield return name;
        }
    }

    /// <summary>Reads the lines of a blob.</summary>
    internal List<DeadLetter> Parse(string name, ReadOnlyMemory<byte> bytes)
    {
        var letters = new List<DeadLetter>();
        var position = 0;
        while (position < bytes.Length)
        {
            var length = bytes.Span[position..].IndexOf((byte)'\n');
            length = length < 0 ? bytes.Length - position : length;
            letters.Add(ReadLine(name, position, bytes.Span.Slice(position, length)));
            position += length + 1;
        }

        return letters;
    }

    private DeadLetter ReadLine(string name, int position, ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DeadLetterJson.Default.DeadLetterLine)?.ToDeadLetter()
                ?? throw new CorruptStateException($"{Container.Name}/{name}", position, "a dead letter in JSON", "null");
        }
        catch (JsonException malformed)
        {
            // The message of the parser may quote the body: only its kind is told.
            throw new CorruptStateException($"{Container.Name}/{name}", position, "a dead letter in JSON", malformed.GetType().Name);
        }
    }
}
