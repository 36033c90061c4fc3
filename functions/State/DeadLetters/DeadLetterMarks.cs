using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.State;

/// <summary>Remembers which dead letters were sent to their hub again, beside the dead letters themselves. Thread-safe.</summary>
/// <param name="storage">The storage account.</param>
/// <param name="options">Names the container.</param>
public sealed class DeadLetterMarks(BlobServiceClient storage, StateOptions options)
{
    private const string Extension = ".replayed";
    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(options.DeadLetterContainer);

    /// <summary>Reads the marks of the dead letters that a filter's function and hub name.</summary>
    /// <param name="filter">Whose marks are wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The last mark of each dead letter that has one, by its id.</returns>
    /// <exception cref="CorruptStateException">A line is not what was written.</exception>
    public async Task<IReadOnlyDictionary<string, DeadLetterMark>> ReadAsync(
        DeadLetterFilter? filter = null, CancellationToken cancellationToken = default)
    {
        var marks = new Dictionary<string, DeadLetterMark>(StringComparer.Ordinal);
        if (!await _container.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            return marks;
        }

        var blobs = _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, filter?.Prefix, cancellationToken);
        await foreach (var blob in blobs.ConfigureAwait(false))
        {
            if (blob.Name.EndsWith(Extension, StringComparison.Ordinal))
            {
                foreach (var mark in await ReadBlobAsync(blob.Name, cancellationToken).ConfigureAwait(false))
                {
                    if (!marks.TryGetValue(mark.Id, out var other) || other.ReplayedAt < mark.ReplayedAt)
                    {
                        marks[mark.Id] = mark;
                    }
                }
            }
        }

        return marks;
    }

    /// <summary>Marks dead letters that the hub has accepted again.</summary>
    /// <param name="letters">The dead letters, and the event ids that they were sent with.</param>
    /// <param name="replayedAt">When.</param>
    /// <param name="corrected">Whether another body was sent.</param>
    /// <param name="cancellationToken">Gives up; the letters then look as if they had not been sent.</param>
    /// <returns>A task that completes when the marks are stored.</returns>
    public async Task MarkAsync(
        IReadOnlyCollection<(DeadLetter Letter, string EventId)> letters,
        DateTimeOffset replayedAt,
        bool corrected,
        CancellationToken cancellationToken = default)
    {
        foreach (var group in letters.GroupBy(static one => (one.Letter.Function, one.Letter.Partition)))
        {
            using var lines = new MemoryStream();
            foreach (var (letter, eventId) in group)
            {
                JsonSerializer.Serialize(
                    lines, new DeadLetterMark(letter.Id, eventId, replayedAt, corrected), DeadLetterJson.Default.DeadLetterMark);
                lines.WriteByte((byte)'\n');
                SinkInstruments.Replayed(letter.Function, letter.Stage);
            }

            lines.Position = 0;
            var (first, last) = (group.Min(static one => one.Letter.SequenceNumber), group.Max(static one => one.Letter.SequenceNumber));
            var name = string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Key.Function}/{group.Key.Partition.Folder()}/{first:D20}-{last:D20}-{replayedAt.UtcDateTime:yyyyMMddTHHmmssfff}{Extension}");
            var upload = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/jsonl" } };
            await _container.GetBlobClient(name).UploadAsync(lines, upload, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<DeadLetterMark>> ReadBlobAsync(string name, CancellationToken cancellationToken)
    {
        var download = await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
        var marks = new List<DeadLetterMark>();
        foreach (var line in download.Value.Content.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                marks.Add(JsonSerializer.Deserialize(line, DeadLetterJson.Default.DeadLetterMark)
                    ?? throw new JsonException("A line is null."));
            }
            catch (JsonException malformed)
            {
                throw new CorruptStateException($"{_container.Name}/{name}", 0, "marks of dead letters in JSON", malformed.GetType().Name);
            }
        }

        return marks;
    }
}
