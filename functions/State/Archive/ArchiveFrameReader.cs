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
    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(options.Container);

    /// <summary>Reads a file.</summary>
    /// <param name="blob">Name of the blob.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">There is no such file.</exception>
    /// <exception cref="CorruptStateException">It is no Parquet file.</exception>
    public async Task<ArchiveFrame> ReadAsync(string blob, CancellationToken cancellationToken = default)
    {
        var download = await _container.GetBlobClient(blob).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
        return (await ReadAsync($"{_container.Name}/{blob}", download.Value.Content, cancellationToken).ConfigureAwait(false)).Rows;
    }

    /// <summary>Reads a file that is in memory, and what is needed to write one like it.</summary>
    internal static async Task<(ArchiveFrame Rows, ParquetSchema Schema, IReadOnlyDictionary<string, string> Metadata)> ReadAsync(
        string name, BinaryData content, CancellationToken cancellationToken)
    {
        var stream = content.ToStream();
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                var reader = await ParquetReader.CreateAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return (await ReadAsync(reader, cancellationToken).ConfigureAwait(false), reader.Schema, reader.CustomMetadata);
                }
            }
            catch (IOException malformed)
            {
                throw new CorruptStateException(name, 0, "a Parquet file", malformed.Message);
            }
        }
    }

    private static async Task<ArchiveFrame> ReadAsync(ParquetReader reader, CancellationToken cancellationToken)
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
