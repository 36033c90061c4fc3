namespace XbFunctions.State;

/// <summary>A whole archive file in memory, column by column.</summary>
public sealed class ArchiveFrame
{
    private readonly Dictionary<string, Array> _columns;

    internal ArchiveFrame(int rows, Dictionary<string, Array> columns) => (RowCount, _columns) = (rows, columns);

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Whether the file has a column; files of an older version of the data set lack some.</summary>
    /// <param name="column">Its name.</param>
    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>A column of texts, shape <c>[RowCount]</c>.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="InvalidDataException">There is no such column, or it is of another type.</exception>
    public IReadOnlyList<string?> Texts(string column) => Of<string?>(column);

    /// <summary>A column of whole numbers, shape <c>[RowCount]</c>.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="InvalidDataException">There is no such column, or it is of another type.</exception>
    public IReadOnlyList<long> Wholes(string column) => Of<long>(column);

    /// <summary>A column of single floats, shape <c>[RowCount]</c>.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="InvalidDataException">There is no such column, or it is of another type.</exception>
    public ReadOnlySpan<float> Singles(string column) => Of<float>(column);

    /// <summary>A column of doubles, shape <c>[RowCount]</c>.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="InvalidDataException">There is no such column, or it is of another type.</exception>
    public ReadOnlySpan<double> Numbers(string column) => Of<double>(column);

    /// <summary>A column of times, UTC, shape <c>[RowCount]</c>.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="InvalidDataException">There is no such column, or it is of another type.</exception>
    public IReadOnlyList<DateTime> Times(string column) => Of<DateTime>(column);

    /// <summary>A column of flags, shape <c>[RowCount]</c>.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="InvalidDataException">There is no such column, or it is of another type.</exception>
    public IReadOnlyList<bool> Flags(string column) => Of<bool>(column);

    /// <summary>A column of whatever type.</summary>
    internal Array Column(string column) => _columns[column];

    private T[] Of<T>(string column) =>
        _columns.TryGetValue(column, out var found)
            ? found as T[] ?? throw new InvalidDataException($"Column '{column}': expected {typeof(T).Name}, got {found.GetType().GetElementType()!.Name}.")
            : throw new InvalidDataException($"The file has no column '{column}'.");
}
