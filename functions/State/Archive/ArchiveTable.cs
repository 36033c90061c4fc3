namespace XbFunctions.State;

/// <summary>The beginning of an archive file.</summary>
/// <param name="RowCount">Rows in the whole file.</param>
/// <param name="Columns">Names and types of the columns, in order; a type is a word such as <c>Single</c>.</param>
/// <param name="Rows">The first rows, a value for each column.</param>
public sealed record ArchiveTable(
    long RowCount, IReadOnlyList<(string Name, string Type)> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);
