using Azure.Data.Tables;

namespace XbFunctions.State;

/// <summary>A row that waits to be written.</summary>
/// <param name="Position">Where it comes from.</param>
/// <param name="Columns">Names and types of the values.</param>
/// <param name="Values">The values, as they stand in the entry.</param>
/// <param name="Since">Timestamp of the oldest change that the table does not show yet.</param>
internal sealed record PendingRow(RowPosition Position, IReadOnlyList<ReadModelColumn> Columns, ReadOnlyMemory<byte> Values, long Since)
{
    // Names, types and JSON around each value.
    private const int ColumnOverheadBytes = 96;

    /// <summary>About what the row takes in a request; texts are sent as UTF-8 and may double when escaped.</summary>
    public int RequestBytes => (Columns.Count * ColumnOverheadBytes) + (2 * Values.Length) + 512;

    public TableEntity ToEntity(string partitionKey, string rowKey, string stream)
    {
        var entity = new TableEntity(partitionKey, rowKey)
        {
            [ReadModelDefinition.SequenceColumn] = Position.Sequence,
            [ReadModelDefinition.StreamColumn] = stream,
        };
        var position = 0;
        foreach (var column in Columns)
        {
            if (ReadModelEntry.ReadValue(Values.Span, ref position, column.Type).ToProperty() is { } value)
            {
                entity[column.Name] = value;
            }
        }

        return entity;
    }
}
