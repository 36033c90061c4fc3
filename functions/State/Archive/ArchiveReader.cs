using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Parquet;
using Parquet.Schema;

namespace XbFunctions.State;

/// <summary>Lists and reads archive files. Thread-safe.</summary>
/// <param name="storage">Account of the container.</param>
/// <param name="options">Names the container.</param>
public sealed class ArchiveReader(BlobServiceClient storage, ArchiveOptions options)
{
    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(options.Container);

    /// <summary>Lists files by data set, date, partition and sequence number.</summary>
    /// <param name="dataset">Only files of this data set or of those in this folder; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The files; none when the container does not exist.</returns>
    public async IAsyncEnumerable<ArchiveBlob> ListAsync(
        string? dataset = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!await _container.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            yield break;
        }

        var prefix = dataset is null ? null : $"{dataset}/";
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).ConfigureAwait(false))
        {
            if (ArchiveName.Parse(blob.Name) is { } name)
            {
                yield return new ArchiveBlob(name, blob.Properties.ContentLength ?? 0);
            }
        }
    }

    /// <summary>Reads the beginning of a file.</summary>
    /// <param name="blob">Name of the blob.</param>
    /// <param name="rows">Rows wanted, 0 or more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The columns and as many rows as there are of those wanted.</returns>
    /// <exception cref="RequestFailedException">There is no such file.</exception>
    /// <exception cref="CorruptStateException">It is no Parquet file.</exception>
    public async Task<ArchiveTable> ReadAsync(string blob, int rows, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var download = await _container.GetBlobClient(blob).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
        var stream = download.Value.Content.ToStream();
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                var reader = await ParquetReader.CreateAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return await ReadAsync(reader, rows, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (IOException malformed)
            {
                throw new CorruptStateException($"{_container.Name}/{blob}", 0, "a Parquet file", malformed.Message);
            }
        }
    }

    private static async Task<ArchiveTable> ReadAsync(ParquetReader reader, int rows, CancellationToken cancellationToken)
    {
        var fields = reader.Schema.DataFields;
        var taken = new List<object?[]>();
        var count = 0L;
        foreach (var group in reader.RowGroups)
        {
            var first = taken.Count;
            var wanted = (int)Math.Min(group.RowCount, rows - first);
            count += group.RowCount;
            for (var row = 0; row < wanted; row++)
            {
                taken.Add(new object?[fields.Length]);
            }

            for (var column = 0; column < fields.Length && wanted > 0; column++)
            {
                var values = await ReadColumnAsync(group, fields[column], cancellationToken).ConfigureAwait(false);
                for (var row = 0; row < wanted; row++)
                {
                    taken[first + row][column] = values.GetValue(row);
                }
            }
        }

        return new ArchiveTable(count, [.. fields.Select(static field => (field.Name, IsText(field) ? nameof(String) : field.ClrType.Name))], taken);
    }

    private static async Task<Array> ReadColumnAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        if (IsText(field))
        {
            var texts = new string[group.RowCount];
            await group.ReadAsync(field, texts, cancellationToken: cancellationToken).ConfigureAwait(false);
            return texts;
        }

        return field.ClrType switch
        {
            var type when type == typeof(long) => await ReadAsync<long>(group, field, cancellationToken).ConfigureAwait(false),
            var type when type == typeof(float) => await ReadAsync<float>(group, field, cancellationToken).ConfigureAwait(false),
            var type when type == typeof(double) => await ReadAsync<double>(group, field, cancellationToken).ConfigureAwait(false),
            var type when type == typeof(DateTime) => await ReadAsync<DateTime>(group, field, cancellationToken).ConfigureAwait(false),
            var type when type == typeof(bool) => await ReadAsync<bool>(group, field, cancellationToken).ConfigureAwait(false),
            var type => throw new NotSupportedException($"Column {field.Name} is of type {type.Name}, which no archive has."),
        };
    }

    // A reader that does not ask for strings is offered the characters.
    private static bool IsText(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    private static async Task<Array> ReadAsync<T>(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        where T : struct
    {
        var values = new T[group.RowCount];
        await group.ReadAsync<T>(field, values, cancellationToken: cancellationToken).ConfigureAwait(false);
        return values;
    }
}
