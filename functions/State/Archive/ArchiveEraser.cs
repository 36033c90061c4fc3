using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Parquet;
using Parquet.Schema;

namespace XbFunctions.State;

/// <summary>
/// Takes rows out of archive files. A file that loses rows keeps its name, which says what its stream has archived; it is replaced on condition of its
/// ETag. Thread-safe.
/// </summary>
/// <param name="storage">Account of the container.</param>
/// <param name="options">Names the container.</param>
public sealed class ArchiveEraser(BlobServiceClient storage, ArchiveOptions options)
{
    private const int PreconditionFailed = 412;
    private const int NotFound = 404;
    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(options.Container);
    private readonly ArchiveReader _reader = new(storage, options);

    /// <summary>Goes through the files of the data sets in a folder.</summary>
    /// <param name="folder">Folder of data sets, such as <c>fraud</c>.</param>
    /// <param name="mayHold">Says which files are opened.</param>
    /// <param name="isErased">Says what is taken out.</param>
    /// <param name="cancellationToken">Ends the work between two files.</param>
    /// <returns>Rows taken out, and whether all files were seen: one that was replaced meanwhile was not.</returns>
    /// <exception cref="CorruptStateException">A file is no Parquet file.</exception>
    public async Task<(long Removed, bool SawAll)> EraseAsync(
        string folder, Func<ArchiveName, bool> mayHold, ArchiveRowTest isErased, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mayHold);
        var (removed, sawAll) = (0L, true);
        await foreach (var file in _reader.ListAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            if (mayHold(file.Name))
            {
                var taken = await EraseAsync(file.Name, isErased, cancellationToken).ConfigureAwait(false);
                sawAll &= taken >= 0;
                removed += Math.Max(0, taken);
            }
        }

        return (removed, sawAll);
    }

    private async Task<long> EraseAsync(ArchiveName name, ArchiveRowTest isErased, CancellationToken cancellationToken)
    {
        try
        {
            var blob = _container.GetBlobClient(name.Blob);
            var download = (await blob.DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value;
            var (rows, schema, metadata) = await ArchiveFrameReader.ReadAsync($"{_container.Name}/{name.Blob}", download.Content, cancellationToken).ConfigureAwait(false);
            var kept = Enumerable.Range(0, rows.RowCount).Where(row => !isErased(name, rows, row)).ToArray();
            if (kept.Length == rows.RowCount)
            {
                return 0;
            }

            var content = await WriteAsync(rows, schema, metadata, kept, cancellationToken).ConfigureAwait(false);
            var upload = new BlobUploadOptions
            {
                Conditions = new BlobRequestConditions { IfMatch = download.Details.ETag },
                HttpHeaders = new BlobHttpHeaders { ContentType = download.Details.ContentType },
            };
            await blob.UploadAsync(content, upload, cancellationToken).ConfigureAwait(false);
            return rows.RowCount - kept.Length;
        }
        catch (RequestFailedException failed) when (failed.Status is NotFound or PreconditionFailed)
        {
            return -1;
        }
    }

    private static async Task<BinaryData> WriteAsync(
        ArchiveFrame rows, ParquetSchema schema, IReadOnlyDictionary<string, string> metadata, int[] kept, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        var writer = await ParquetWriter.CreateAsync(schema, stream, ArchiveFile.Packing, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            writer.CustomMetadata = metadata.ToDictionary(StringComparer.Ordinal);
            using var group = writer.CreateRowGroup();
            foreach (var field in schema.DataFields)
            {
                await WriteAsync(group, field, rows.Column(field.Name), kept, cancellationToken).ConfigureAwait(false);
            }
        }

        return new BinaryData(stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array column, int[] kept, CancellationToken cancellationToken) => column switch
    {
        string?[] texts => group.WriteAsync(field, Pick(texts, kept)!),
        long[] wholes => group.WriteAsync<long>(field, Pick(wholes, kept), cancellationToken: cancellationToken),
        float[] singles => group.WriteAsync<float>(field, Pick(singles, kept), cancellationToken: cancellationToken),
        double[] numbers => group.WriteAsync<double>(field, Pick(numbers, kept), cancellationToken: cancellationToken),
        DateTime[] times => group.WriteAsync<DateTime>(field, Pick(times, kept), cancellationToken: cancellationToken),
        _ => group.WriteAsync<bool>(field, Pick((bool[])column, kept), cancellationToken: cancellationToken),
    };

    private static T[] Pick<T>(T[] column, int[] kept) => Array.ConvertAll(kept, row => column[row]);
}
