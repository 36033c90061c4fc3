using System.Buffers.Binary;
using System.Text;

namespace XbFunctions.State;

/// <summary>Reads the rows that <see cref="ReadModelRows"/> wrote; each tells its own columns, so that rows of an older version can be read.</summary>
internal static class ReadModelEntry
{
    /// <summary>Reads the rows of an entry; their values are slices of <paramref name="body"/>.</summary>
    /// <param name="body">The entry's body.</param>
    /// <param name="sequence">Last sequence number of the entry's record.</param>
    /// <param name="firstOrdinal">Ordinal of the first row.</param>
    /// <param name="since">When the record was committed.</param>
    /// <exception cref="CorruptStateException">The body is not what was written.</exception>
    public static List<(string PartitionKey, string RowKey, PendingRow Row)> Read(
        ReadOnlyMemory<byte> body, long sequence, int firstOrdinal, long since)
    {
        var span = body.Span;
        if (span.IsEmpty || span[0] != ReadModelRows.Version)
        {
            throw Malformed(0, $"read-model rows of version {ReadModelRows.Version}");
        }

        var position = 1;
        var columns = new ReadModelColumn[Number(span, ref position)];
        for (var index = 0; index < columns.Length; index++)
        {
            var name = Text(span, ref position);
            if (position == span.Length)
            {
                throw Malformed(position, "a column type");
            }

            columns[index] = new ReadModelColumn(name, (ReadModelColumnType)span[position++]);
        }

        var rows = new (string, string, PendingRow)[Number(span, ref position)];
        for (var index = 0; index < rows.Length; index++)
        {
            var partitionKey = Text(span, ref position);
            var rowKey = Text(span, ref position);
            var start = position;
            foreach (var column in columns)
            {
                Skip(span, ref position, column.Type);
            }

            rows[index] = (partitionKey, rowKey, new PendingRow(
                new RowPosition(sequence, firstOrdinal + index), columns, body[start..position], since));
        }

        return [.. rows];
    }

    public static ReadModelValue ReadValue(ReadOnlySpan<byte> values, ref int position, ReadModelColumnType type)
    {
        if (type == ReadModelColumnType.Text)
        {
            var length = Number(values, ref position);
            if (length == 0)
            {
                return default;
            }

            var text = Encoding.UTF8.GetString(values.Slice(position, length - 1));
            position += length - 1;
            return text;
        }

        var bits = BinaryPrimitives.ReadInt64LittleEndian(values[position..]);
        position += sizeof(long);
        return ReadModelValue.OfBits(type, bits);
    }

    private static void Skip(ReadOnlySpan<byte> body, ref int position, ReadModelColumnType type)
    {
        var length = type switch
        {
            ReadModelColumnType.Text => Math.Max(0, Number(body, ref position) - 1),
            ReadModelColumnType.Whole or ReadModelColumnType.Number or ReadModelColumnType.Time => sizeof(long),
            _ => throw Malformed(position, "a column type from 1 to 4"),
        };
        if (length > body.Length - position)
        {
            throw Malformed(position, $"{length} bytes");
        }

        position += length;
    }

    private static string Text(ReadOnlySpan<byte> body, ref int position)
    {
        var length = Number(body, ref position);
        if (length > body.Length - position)
        {
            throw Malformed(position, $"a text of {length} bytes");
        }

        var text = Encoding.UTF8.GetString(body.Slice(position, length));
        position += length;
        return text;
    }

    private static int Number(ReadOnlySpan<byte> body, ref int position)
    {
        if (!VarInt.TryRead(body[position..], out var value, out var length) || value > body.Length)
        {
            throw Malformed(position, "a number within the entry");
        }

        position += length;
        return (int)value;
    }

    private static CorruptStateException Malformed(int position, string expected) =>
        new("a read-model entry of the journal", position, expected, "something else");
}
