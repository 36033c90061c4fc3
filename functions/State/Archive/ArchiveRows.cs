using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace XbFunctions.State;

/// <summary>
/// Rows that one batch archives in one data set, values in the order of the columns; reused from batch to batch, not thread-safe. Drawn
/// in <c>docs/formats/archive.md</c>.
/// </summary>
/// <param name="dataset">The data set.</param>
public sealed class ArchiveRows(ArchiveDataset dataset)
{
    internal const byte Version = 1;
    internal const int RowHeaderBytes = 2 * sizeof(long);
    private readonly ArrayBufferWriter<byte> _row = new();
    private readonly ArrayBufferWriter<byte> _rows = new();
    private readonly ArrayBufferWriter<byte> _entry = new();
    private int _column;

    /// <summary>Rows ended since the last <see cref="WriteTo"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Begins a row.</summary>
    /// <param name="sequenceNumber">Of the event that makes it; not below that of the row before.</param>
    /// <param name="enqueuedAt">When the hub accepted that event, UTC.</param>
    public void Begin(long sequenceNumber, DateTimeOffset enqueuedAt)
    {
        _row.ResetWrittenCount();
        _column = 0;
        WriteBits(sequenceNumber);
        WriteBits(enqueuedAt.ToUnixTimeMilliseconds());
    }

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The number.</param>
    public void Add(long value)
    {
        Next(ArchiveColumnType.Whole);
        WriteBits(value);
    }

    /// <summary>Adds a double.</summary>
    /// <param name="value">The number.</param>
    public void Add(double value)
    {
        Next(ArchiveColumnType.Number);
        WriteBits(BitConverter.DoubleToInt64Bits(value));
    }

    /// <summary>Adds a text.</summary>
    /// <param name="value">The text, or null.</param>
    public void Add(string? value)
    {
        Next(ArchiveColumnType.Text);
        if (value is null)
        {
            VarInt.Write(_row, 0);
            return;
        }

        VarInt.Write(_row, (uint)Encoding.UTF8.GetByteCount(value) + 1);
        Encoding.UTF8.GetBytes(value, _row);
    }

    /// <summary>Adds a time.</summary>
    /// <param name="value">The time; fractions of milliseconds are cut off.</param>
    public void Add(DateTimeOffset value)
    {
        Next(ArchiveColumnType.Time);
        WriteBits(value.ToUnixTimeMilliseconds());
    }

    /// <summary>Adds true or false.</summary>
    /// <param name="value">The flag.</param>
    public void Add(bool value)
    {
        Next(ArchiveColumnType.Flag);
        _row.GetSpan(1)[0] = value ? (byte)1 : (byte)0;
        _row.Advance(1);
    }

    /// <summary>Adds floats, one for each of as many columns.</summary>
    /// <param name="values">The floats.</param>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            Next(ArchiveColumnType.Single);
            BinaryPrimitives.WriteSingleLittleEndian(_row.GetSpan(sizeof(float)), value);
            _row.Advance(sizeof(float));
        }
    }

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">Columns are missing.</exception>
    public void End()
    {
        if (_column != dataset.Columns.Count)
        {
            throw new InvalidOperationException($"A row of {dataset.Name} has {dataset.Columns.Count} values, got {_column}.");
        }

        VarInt.Write(_rows, (uint)_row.WrittenCount);
        _rows.Write(_row.WrittenSpan);
        Count++;
    }

    /// <summary>Hands the rows to a batch, with which they are committed, and empties this object.</summary>
    /// <param name="result">The batch; unchanged when there is no row.</param>
    public void WriteTo(BatchResult result)
    {
        if (Count == 0)
        {
            return;
        }

        _entry.ResetWrittenCount();
        _entry.GetSpan(1)[0] = Version;
        _entry.Advance(1);
        VarInt.Write(_entry, (uint)dataset.Version);
        VarInt.Write(_entry, (uint)Count);
        _entry.Write(_rows.WrittenSpan);
        result.AddEntry(dataset.Target, _entry.WrittenSpan);
        Clear();
    }

    /// <summary>Drops the rows.</summary>
    public void Clear()
    {
        _rows.ResetWrittenCount();
        Count = 0;
    }

    private void Next(ArchiveColumnType type)
    {
        var expected = _column < dataset.Columns.Count ? dataset.Columns[_column] : null;
        if (expected?.Type != type)
        {
            throw new InvalidOperationException(
                $"Value {_column + 1} of a row of {dataset.Name} is {type}; expected {(expected is null ? "the end" : $"{expected.Name}, {expected.Type}")}.");
        }

        _column++;
    }

    private void WriteBits(long bits)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_row.GetSpan(sizeof(long)), bits);
        _row.Advance(sizeof(long));
    }
}
