namespace XbFunctions.State;

/// <summary>A read model: one Azure table that a streaming function writes behind its commits and that HTTP functions read.</summary>
public sealed class ReadModelDefinition
{
    /// <summary>Name of the sink that writes read models.</summary>
    internal const string Sink = "table";

    /// <summary>Column with the sequence number of the record that wrote a row; added to every row.</summary>
    public const string SequenceColumn = "StreamSequence";

    /// <summary>Column with the function and partition that wrote a row; added to every row.</summary>
    public const string StreamColumn = "StreamPartition";

    private const int MinTableName = 3;
    private const int MaxTableName = 63;
    private const int MaxColumns = 200;

    /// <summary>Defines a read model.</summary>
    /// <param name="table">Name of the table: 3 to 63 letters and digits, a letter first.</param>
    /// <param name="columns">1 to 200 columns. Their order may change between versions; a name keeps its type for good.</param>
    /// <exception cref="ArgumentException">A name cannot be a table's or a column's, or stands twice.</exception>
    public ReadModelDefinition(string table, params IReadOnlyList<ReadModelColumn> columns)
    {
        if (table is null || table.Length is < MinTableName or > MaxTableName || !IsName(table))
        {
            throw new ArgumentException($"The table is '{table}'; expected 3 to 63 letters and digits, a letter first.", nameof(table));
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(columns.Count is > 0 and <= MaxColumns, true, nameof(columns));
        var names = new HashSet<string>(StringComparer.Ordinal) { SequenceColumn, StreamColumn, "PartitionKey", "RowKey", "Timestamp", "ETag" };
        foreach (var column in columns)
        {
            if (!IsName(column.Name) || !names.Add(column.Name))
            {
                throw new ArgumentException($"Column '{column.Name}' of {table} is taken or no name of letters and digits.", nameof(columns));
            }
        }

        (Table, Columns) = (table, columns);
    }

    /// <summary>Name of the table.</summary>
    public string Table { get; }

    /// <summary>The columns, in the order in which <see cref="ReadModelRows.Add"/> takes their values.</summary>
    public IReadOnlyList<ReadModelColumn> Columns { get; }

    internal string Target => $"{Sink}/{Table}";

    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit);
}
