using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace XbFunctions.State;

/// <summary>
/// Rows of one read model that one batch changes; reused from batch to batch, not thread-safe. Drawn in <c>docs/formats/read-models.md</c>.
/// </summary>
/// <param name="definition">The read model.</param>
public sealed class ReadModelRows(ReadModelDefinition definition)
{
    /// <summary>Longest text of a column, in characters: the service takes 64 KiB of UTF-16.</summary>
    public const int MaxText = 32_000;

    internal const byte Version = 1;
    private const int MaxKey = 512;
    private static readonly SearchValues<char> NotInKeys = SearchValues.Create("/\\#?");
    private readonly ArrayBufferWriter<byte> _rows = new();
    private readonly ArrayBufferWriter<byte> _entry = new();

    /// <summary>Rows added since the last <see cref="WriteTo"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a row as it is after the batch; of two with the same keys the later one stays.</summary>
    /// <param name="partitionKey">Table partition: rows that share it are written together. At most 512 characters, none of <c>/ \ # ?</c> and no control characters.</param>
    /// <param name="rowKey">Names the row within it; likewise.</param>
    /// <param name="values">A value for each column of the definition, in its order.</param>
    /// <exception cref="ArgumentException">A key or a value is none that the table takes.</exception>
    public void Add(string partitionKey, string rowKey, params ReadOnlySpan<ReadModelValue> values)
    {
        CheckKey(partitionKey, nameof(partitionKey));
        CheckKey(rowKey, nameof(rowKey));
        if (values.Length != definition.Columns.Count)
        {
            throw new ArgumentException($"A row of {definition.Table} has {definition.Columns.Count} values, got {values.Length}.", nameof(values));
        }

        for (var index = 0; index < values.Length; index++)
        {
            Check(definition.Columns[index], values[index]);
        }

        WriteText(_rows, partitionKey);
        WriteText(_rows, rowKey);
        foreach (var value in values)
        {
            Write(value);
        }

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
        _entry.Write([Version]);
        VarInt.Write(_entry, (uint)definition.Columns.Count);
        foreach (var column in definition.Columns)
        {
            WriteText(_entry, column.Name);
            _entry.Write([(byte)column.Type]);
        }

        VarInt.Write(_entry, (uint)Count);
        _entry.Write(_rows.WrittenSpan);
        result.AddEntry(definition.Target, _entry.WrittenSpan);
        Clear();
    }

    /// <summary>Drops the rows.</summary>
    public void Clear()
    {
        _rows.ResetWrittenCount();
        Count = 0;
    }

    private void Write(in ReadModelValue value)
    {
        if (value.Type != ReadModelColumnType.Text)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_rows.GetSpan(sizeof(long)), value.Bits);
            _rows.Advance(sizeof(long));
        }
        else if (value.AsText is { } text)
        {
            VarInt.Write(_rows, (uint)Encoding.UTF8.GetByteCount(text) + 1);
            Encoding.UTF8.GetBytes(text, _rows);
        }
        else
        {
            VarInt.Write(_rows, 0);
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> target, string text)
    {
        VarInt.Write(target, (uint)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, target);
    }

    private static void CheckKey(string key, string name)
    {
        if (string.IsNullOrEmpty(key) || key.Length > MaxKey || key.AsSpan().ContainsAny(NotInKeys) || key.Any(char.IsControl) || key[0] == ReadModelFence.Mark)
        {
            throw new ArgumentException($"A key has 1 to {MaxKey} characters, no control characters, none of / \\ # ? and no {ReadModelFence.Mark} first.", name);
        }
    }

    private void Check(ReadModelColumn column, in ReadModelValue value)
    {
        if (column.Type != value.Type)
        {
            throw new ArgumentException($"Column {column.Name} of {definition.Table} is {column.Type}, the value is {value.Type}.");
        }

        if (value.AsText?.Length > MaxText)
        {
            throw new ArgumentException($"Column {column.Name} of {definition.Table} takes {MaxText} characters, got {value.AsText.Length}.");
        }
    }
}
