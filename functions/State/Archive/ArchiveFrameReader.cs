using Azure;
using Azure.Storage.Blobs;
using Parquet;
using Parquet.Schema;

namespace XbFunctions.State;

/// <summary>Reads whole archive files by column, without a box around each value. Thread-safe.</summary>
/// <param name="storage">Account of the container.</param>
/// <param name="options">Names the container.</param>
public sealed class ArchiveFrameReader(BlobServiceClient storage, ArchiveOptions options)
{
    private const string SequenceColumn = "sequence_number";

    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(options.Container);

    /// <summary>Reads a file.</summary>
    /// <param name="blob">Name of the blob.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">There is no such file.</exception>
    /// <exception cref="CorruptStateException">It is no Parquet file.</exception>
    public async Task<ArchiveFrame> ReadAsync(string blob, CancellationToken cancellationToken = default) =>
        (await OpenAsync(blob, ReadAsync, cancellationToken).ConfigureAwait(false))!;

    /// <summary>Reads one row: a column at a time is in memory, and of each one value is kept.</summary>
    /// <param name="blob">Name of the blob.</param>
    /// <param name="sequenceNumber">Sequence number of the row's event.</param>
    /// <param name="wants">Says by name which columns are wanted; the others are not unpacked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A frame of that row; null when the file does not have it.</returns>
    /// <exception cref="RequestFailedException">There is no such file.</exception>
    /// <exception cref="CorruptStateException">It is no Parquet file.</exception>
    /// <exception cref="InvalidDataException">It has no sequence numbers.</exception>
    public Task<ArchiveFrame?> FindAsync(string blob, long sequenceNumber, Func<string, bool> wants, CancellationToken cancellationToken = default) =>
        OpenAsync(blob, (reader, token) => FindAsync(reader, sequenceNumber, wants, token), cancellationToken);

    private async Task<T> OpenAsync<T>(string blob, Func<ParquetReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var download = await _container.GetBlobClient(blob).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
        return await OpenAsync($"{_container.Name}/{blob}", download.Value.Content, read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a file that is in memory, and what is needed to write one like it.</summary>
    internal static Task<(ArchiveFrame Rows, ParquetSchema Schema, IReadOnlyDictionary<string, string> Metadata)> ReadAsync(
        string name, BinaryData content, CancellationToken cancellationToken) => OpenAsync(
            name, content, static async (reader, token) => (
                (await ReadAsync(reader, token).ConfigureAwait(false))!, reader.Schema, (IReadOnlyDictionary<string, string>)reader.CustomMetadata), cancellationToken);

    private static async Task<T> OpenAsync<T>(
        string name, BinaryData content, Func<ParquetReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var stream = content.ToStream();
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                var reader = await ParquetReader.CreateAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return await read(reader, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (IOException malformed)
            {
                throw new CorruptStateException(name, 0, "a Parquet file", malformed.Message);
            }
        }
    }

    private static async Task<ArchiveFrame?> FindAsync(
        ParquetReader reader, long sequenceNumber, Func<string, bool> wants, CancellationToken cancellationToken)
    {
        var fields = reader.Schema.DataFields;
        var places = Array.Find(fields, static field => field.Name == SequenceColumn)
            ?? throw new InvalidDataException($"The file has no column '{SequenceColumn}'.");
        foreach (var group in reader.RowGroups)
        {
            var count = (int)group.RowCount;
            var numbers = new long[count];
            await ReadAsync(group, places, numbers, 0, cancellationToken).ConfigureAwait(false);
            var row = Array.IndexOf(numbers, sequenceNumber);
            if (row < 0)
            {
                continue;
            }

            var columns = new Dictionary<string, Array>(StringComparer.Ordinal);
            foreach (var field in fields.Where(field => wants(field.Name)))
            {
                var (whole, one) = (ArrayOf(field, count), ArrayOf(field, 1));
                await ReadAsync(group, field, whole, 0, cancellationToken).ConfigureAwait(false);
                Array.Copy(whole, row, one, 0, 1);
                columns.Add(field.Name, one);
            }

            return new ArchiveFrame(1, columns);
        }

        return null;
    }

    private static async Task<ArchiveFrame?> ReadAsync(ParquetReader reader, CancellationToken cancellationToken)
    {
        // Our files have one row group; one that another tool has written may have more, or none.
        var rows = (int)reader.RowGroups.Sum(static group => group.RowCount);
        var columns = new Dictionary<string, Array>(StringComparer.Ordinal);
        foreach (var field in reader.Schema.DataFields)
        {
            var column = ArrayOf(field, rows);
            var start = 0;
            foreach (var group in reader.RowGroups)
            {
                await ReadAsync(group, field, column, start, cancellationToken).ConfigureAwait(false);
                start += (int)group.RowCount;
            }

            columns.Add(field.Name, column);
        }

        return new ArchiveFrame(rows, columns);
    }

    // A reader that does not ask for strings is offered the characters.
    private static Array ArrayOf(DataField field, int rows) => field.ClrType switch
    {
        var type when type == typeof(string) || type == typeof(ReadOnlyMemory<char>) => new string?[rows],
        var type when type == typeof(long) => new long[rows],
        var type when type == typeof(float) => new float[rows],
        var type when type == typeof(double) => new double[rows],
        var type when type == typeof(DateTime) => new DateTime[rows],
        var type when type == typeof(bool) => new bool[rows],
        var type => throw new InvalidDataException($"Column '{field.Name}' is of type {type.Name}, which no archive has."),
    };

    private static async Task ReadAsync(
        ParquetRowGroupReader group, DataField field, Array column, int start, CancellationToken cancellationToken)
    {
        var count = (int)group.RowCount;
        switch (column)
        {
            case string?[]:
                var texts = new string[count];
                await group.ReadAsync(field, texts, cancellationToken: cancellationToken).ConfigureAwait(false);
                Array.Copy(texts, 0, column, start, count);
                break;
            case long[] wholes:
                await group.ReadAsync<long>(field, wholes.AsMemory(start, count), cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
            case float[] singles:
                await group.ReadAsync<float>(field, singles.AsMemory(start, count), cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
            case double[] numbers:
                await group.ReadAsync<double>(field, numbers.AsMemory(start, count), cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
            case DateTime[] times:
                await group.ReadAsync<DateTime>(field, times.AsMemory(start, count), cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
            default:
                await group.ReadAsync<bool>(field, ((bool[])column).AsMemory(start, count), cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
                break;
        }
    }
}
