using System.Buffers.Binary;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace XbFunctions.State;

/// <summary>Rows turned into columns: an array for each column of a data set, as a Parquet row group takes them.</summary>
internal sealed class ArchiveColumns
{
    private readonly Array[] _columns;
    private readonly DataField[] _fields;

    /// <summary>Turns rows of one data set into columns.</summary>
    public ArchiveColumns(ArchiveDataset dataset, string partitionId, IReadOnlyList<ArchivedRow> rows)
    {
        _fields =
        [
            FieldOf(ArchiveDataset.PartitionColumn, ArchiveColumnType.Text),
            FieldOf(ArchiveDataset.SequenceColumn, ArchiveColumnType.Whole),
            FieldOf(ArchiveDataset.EnqueuedColumn, ArchiveColumnType.Time),
            .. dataset.Columns.Select(static column => FieldOf(column.Name, column.Type)),
        ];
        _columns = [.. dataset.Columns.Select(column => ArrayOf(column.Type, rows.Count))];
        for (var row = 0; row < rows.Count; row++)
        {
            var values = rows[row].Values;
            for (var column = 0; column < _columns.Length; column++)
            {
                values = values[Take(_columns[column], row, values)..];
            }
        }

        _columns =
        [
            Enumerable.Repeat<string?>(partitionId, rows.Count).ToArray(),
            rows.Select(static row => row.Sequence).ToArray(),
            rows.Select(static row => row.EnqueuedAt).ToArray(),
            .. _columns,
        ];
    }

    public ParquetSchema Schema => new(_fields);

    /// <summary>Writes the columns as one row group.</summary>
    public async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        for (var index = 0; index < _columns.Length; index++)
        {
            var field = _fields[index];
            await (_columns[index] switch
            {
                string?[] texts => group.WriteAsync(field, texts!),
                long[] wholes => group.WriteAsync<long>(field, wholes, cancellationToken: cancellationToken),
                float[] singles => group.WriteAsync<float>(field, singles, cancellationToken: cancellationToken),
                double[] numbers => group.WriteAsync<double>(field, numbers, cancellationToken: cancellationToken),
                DateTime[] times => group.WriteAsync<DateTime>(field, times, cancellationToken: cancellationToken),
                _ => group.WriteAsync<bool>(field, (bool[])_columns[index], cancellationToken: cancellationToken),
            }).ConfigureAwait(false);
        }
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

    private static Array ArrayOf(ArchiveColumnType type, int rows) => type switch
    {
        ArchiveColumnType.Whole => new long[rows],
        ArchiveColumnType.Single => new float[rows],
        ArchiveColumnType.Number => new double[rows],
        ArchiveColumnType.Text => new string?[rows],
        ArchiveColumnType.Time => new DateTime[rows],
        _ => new bool[rows],
    };

    /// <summary>Reads one value into its column; returns the bytes that it takes.</summary>
    private static int Take(Array column, int row, ReadOnlySpan<byte> values)
    {
        switch (column)
        {
            case float[] singles:
                singles[row] = BinaryPrimitives.ReadSingleLittleEndian(values);
                return sizeof(float);
            case long[] wholes:
                wholes[row] = BinaryPrimitives.ReadInt64LittleEndian(values);
                return sizeof(long);
            case double[] numbers:
                numbers[row] = BinaryPrimitives.ReadDoubleLittleEndian(values);
                return sizeof(double);
            case DateTime[] times:
                times[row] = DateTime.UnixEpoch.AddMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(values));
                return sizeof(long);
            case bool[] flags:
                flags[row] = values[0] != 0;
                return sizeof(byte);
            default:
                return TakeText((string?[])column, row, values);
        }
    }

    private static int TakeText(string?[] texts, int row, ReadOnlySpan<byte> values)
    {
        if (!VarInt.TryRead(values, out var stated, out var position))
        {
            throw new CorruptStateException("an archive entry of the journal", 0, "the length of a text", "something else");
        }

        var length = Math.Max(0, (int)stated - 1);
        texts[row] = stated == 0 ? null : Encoding.UTF8.GetString(values.Slice(position, length));
        return position + length;
    }
}
