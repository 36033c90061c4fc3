using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.State;

/// <summary>Takes dead letters out of their blobs; a blob that holds no other is removed. Thread-safe.</summary>
/// <param name="storage">Account of the container.</param>
/// <param name="options">Names the container.</param>
public sealed class DeadLetterEraser(BlobServiceClient storage, StateOptions options)
{
    private const int PreconditionFailed = 412;
    private readonly DeadLetterStore _store = new(storage, options);

    /// <summary>Goes through all dead letters.</summary>
    /// <param name="isErased">Says what is taken out.</param>
    /// <param name="cancellationToken">Ends the work between two blobs.</param>
    /// <returns>Dead letters taken out, and whether all were seen: a blob that was replaced meanwhile was not.</returns>
    /// <exception cref="CorruptStateException">A line is not what was written.</exception>
    public async Task<(long Removed, bool SawAll)> EraseAsync(Func<DeadLetter, bool> isErased, CancellationToken cancellationToken)
    {
        var (removed, sawAll) = (0L, true);
        await foreach (var name in _store.BlobNamesAsync(cancellationToken).ConfigureAwait(false))
        {
            var taken = await EraseAsync(name, isErased, cancellationToken).ConfigureAwait(false);
            sawAll &= taken >= 0;
            removed += Math.Max(0, taken);
        }

        return (removed, sawAll);
    }

    private async Task<long> EraseAsync(string name, Func<DeadLetter, bool> isErased, CancellationToken cancellationToken)
    {
        try
        {
            var blob = _store.Container.GetBlobClient(name);
            var download = (await blob.DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value;
            var letters = _store.Parse(name, download.Content.ToMemory());
            var kept = letters.FindAll(letter => !isErased(letter));
            if (kept.Count == letters.Count)
            {
                return 0;
            }

            var conditions = new BlobRequestConditions { IfMatch = download.Details.ETag };
            if (kept.Count == 0)
            {
                await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.None, conditions, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                var upload = new BlobUploadOptions { Conditions = conditions, HttpHeaders = new BlobHttpHeaders { ContentType = download.Details.ContentType } };
                await blob.UploadAsync(Lines(kept), upload, cancellationToken).ConfigureAwait(false);
            }

            return letters.Count - kept.Count;
        }
        catch (RequestFailedException failed) when (failed.Status is 404 or PreconditionFailed)
        {
            return -1;
        }
    }

    private static BinaryData Lines(List<DeadLetter> letters)
    {
        using var lines = new MemoryStream();
        foreach (var letter in letters)
        {
            JsonSerializer.Serialize(lines, DeadLetterLine.From(letter), DeadLetterJson.Default.DeadLetterLine);
            lines.WriteByte((byte)'\n');
        }

        return new BinaryData(lines.ToArray());
    }
}
