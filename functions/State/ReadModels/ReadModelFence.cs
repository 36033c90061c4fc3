using Azure;
using Azure.Data.Tables;

namespace XbFunctions.State;

/// <summary>
/// The row of a table partition that says how far one stream has written there. Every transaction of the stream replaces it, on condition
/// of its ETag: transactions of one stream come one after another, whoever sends them, and an older row never replaces a newer one.
/// </summary>
/// <param name="Through">Every row of the stream up to here was written, or replaced by one that is in the journal.</param>
/// <param name="ETag">The fence's version; the default when there is none yet.</param>
internal readonly record struct ReadModelFence(RowPosition Through, ETag ETag)
{
    /// <summary>First character of a fence's row key.</summary>
    public const char Mark = '$';

    private const string OrdinalColumn = "StreamOrdinal";

    public static string RowKey(string stream) => $"{Mark}through|{stream}";

    public static async Task<ReadModelFence> ReadAsync(TableClient table, string partitionKey, string stream, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            partitionKey, RowKey(stream), cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!found.HasValue)
        {
            return new ReadModelFence(RowPosition.None, default);
        }

        var row = found.Value!;
        var position = new RowPosition(
            row.GetInt64(ReadModelDefinition.SequenceColumn) ?? -1, row.GetInt32(OrdinalColumn) ?? -1);
        return new ReadModelFence(position, row.ETag);
    }

    /// <summary>The action that moves the fence, refused by the table when another transaction came first.</summary>
    public TableTransactionAction MoveTo(RowPosition through, string partitionKey, string stream)
    {
        var row = new TableEntity(partitionKey, RowKey(stream))
        {
            [ReadModelDefinition.SequenceColumn] = through.Sequence,
            [ReadModelDefinition.StreamColumn] = stream,
            [OrdinalColumn] = through.Ordinal,
        };
        return ETag == default
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, ETag);
    }
}
