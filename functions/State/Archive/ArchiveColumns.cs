using System.Buffers.Binary;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace XbFunctions.State;

/// <summary>
/// Rows turned into columns, a few at a time, as a Parquet row group takes them: floats that stand side by side are read together, a cache line of each
/// row, and their arrays serve again for the next ones.
/// </summary>
internal sealed class ArchiveColumns
{
    // Floats of a cache line.
    private const int FloatsAtOnce = 16;

    private readonly ArchiveDataset _dataset;
    private readonly string _partitionId;
    private readonly IReadOnlyList<ArchivedRow> _rows;
    private readonly DataField[] _fields;

    // Where in each row the next column's value begins.
    private readonly int[] _next;

    /// <summary>Takes rows of one data set; nothing is read yet.</summary>
    public ArchiveColumns(ArchiveDataset dataset, string partitionId, IReadOnlyList<ArchivedRow> rows)
    {
        (_dataset, _partitionId, _rows, _next) = (dataset, partitionId, rows, new int[rows.Count]);
        _fields =
        [
            FieldOf(ArchiveDataset.PartitionColumn, ArchiveColumnType.Text),
            FieldOf(ArchiveDataset.SequenceColumn, ArchiveColumnType.Whole),
            FieldOf(ArchiveDataset.EnqueuedColumn, ArchiveColumnType.Time),
            .. dataset.Columns.Select(static column => FieldOf(column.Name, column.Type)),
        ];
        Schema = new ParquetSchema(_fields);
    }

    public ParquetSchema Schema { get; }

    /// <summary>Writes the columns as one row group; once only.</summary>
    /// <param name="group">Destination.</param>
    /// <param name="pace">Told of each column that was written: it may rest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task WriteAsync(ParquetRowGroupWriter group, IArchivePace pace, CancellationToken cancellationToken)
    {
        await group.WriteAsync(_fields[0], Enumerable.Repeat(_partitionId, _rows.Count).ToArray()).ConfigureAwait(false);
        await group.WriteAsync<long>(_fields[1], _rows.Select(static row => row.Sequence).ToArray(), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<DateTime>(_fields[2], _rows.Select(static row => row.EnqueuedAt).ToArray(), cancellationToken: cancellationToken).ConfigureAwait(false);
        var floats = new float[FloatsAtOnce][];
        for (var column = 0; column < _dataset.Columns.Count;)
        {
            var count = 0;
            while (count < FloatsAtOnce && column + count < _dataset.Columns.Count && _dataset.Columns[column + count].Type == ArchiveColumnType.Single)
            {
                floats[count++] ??= new float[_rows.Count];
            }

            if (count == 0)
            {
                await WriteOtherAsync(group, column, cancellationToken).ConfigureAwait(false);
                column++;
                await pace.RestAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            TakeFloats(floats.AsSpan(0, count));
            for (var index = 0; index < count; index++, column++)
            {
                await group.WriteAsync<float>(_fields[column + 3], floats[index], cancellationToken: cancellationToken).ConfigureAwait(false);
                await pace.RestAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteOtherAsync(ParquetRowGroupWriter group, int column, CancellationToken cancellationToken)
    {
        var field = _fields[column + 3];
        await (_dataset.Columns[column].Type switch
        {
            ArchiveColumnType.Whole => group.WriteAsync<long>(field, Wholes(), cancellationToken: cancellationToken),
            ArchiveColumnType.Number => group.WriteAsync<double>(field, Array.ConvertAll(Wholes(), BitConverter.Int64BitsToDouble), cancellationToken: cancellationToken),
            ArchiveColumnType.Time => group.WriteAsync<DateTime>(
                field, Array.ConvertAll(Wholes(), static ms => DateTime.UnixEpoch.AddMilliseconds(ms)), cancellationToken: cancellationToken),
            ArchiveColumnType.Text => group.WriteAsync(field, Texts()!),
            _ => group.WriteAsync<bool>(field, Flags(), cancellationToken: cancellationToken),
        }).ConfigureAwait(false);
    }

    private static DataField FieldOf(string name, ArchiveColumnType type) => type switch
    {
        ArchiveColumnType.Whole => new DataField<long>(name),
        ArchiveColumnType.Single => new DataField<float>(name),
        ArchiveColumnType.Number => new DataField<double>(name),
        ArchiveColumnType.Text => new DataField<string>(name),
        ArchiveColumnType.Time => new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis),
        _ => new DataField<bool>(name),
    };

    private void TakeFloats(ReadOnlySpan<float[]> columns)
    {
        for (var row = 0; row < _next.Length; row++)
        {
            var values = _rows[row].Values.Slice(_next[row], columns.Length * sizeof(float));
            for (var index = 0; index < columns.Length; index++)
            {
                columns[index][row] = BinaryPrimitives.ReadSingleLittleEndian(values[(index * sizeof(float))..]);
            }

            _next[row] += values.Length;
        }
    }

    private long[] Wholes()
    {
        var wholes = new long[_next.Length];
        for (var row = 0; row < wholes.Length; row++)
        {
            wholes[row] = BinaryPrimitives.ReadInt64LittleEndian(_rows[row].Values[_next[row]..]);
            _next[row] += sizeof(long);
        }

        return wholes;
    }

    private bool[] Flags()
    {
        var flags = new bool[_next.Length];
        for (var row = 0; row < flags.Length; row++)
        {
            flags[row] = _rows[row].Values[_next[row]++] != 0;
        }

        return flags;
    }

    private string?[] Texts()
    {
        var texts = new string?[_next.Length];
        ReadOnlySpan<byte> last = default;
        string? lastText = null;
        for (var row = 0; row < texts.Length; row++)
        {
            var values = _rows[row].Values[_next[row]..];
            if (!VarInt.TryRead(values, out var stated, out var position))
            {
                throw new CorruptStateException("an archive entry of the journal", 0, "the length of a text", "something else");
            }

            if (stated > 0)
            {
                // Most columns say the same row after row: one string serves them all.
                var text = values.Slice(position, (int)stated - 1);
                if (lastText is null || !text.SequenceEqual(last))
                {
                    last = text;
                    lastText = Encoding.UTF8.GetString(text);
                }

                texts[row] = lastText;
            }

            _next[row] += position + Math.Max(0, (int)stated - 1);
        }

        return texts;
    }
}
