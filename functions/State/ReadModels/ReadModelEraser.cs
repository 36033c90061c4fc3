using Azure;
using Azure.Data.Tables;

namespace XbFunctions.State;

/// <summary>Takes rows out of read models. Thread-safe.</summary>
/// <param name="service">Account of the tables.</param>
public sealed class ReadModelEraser(TableServiceClient service)
{
    /// <summary>Reads rows of the same account.</summary>
    public ReadModelReader Reader { get; } = new(service);

    /// <summary>Removes a row, unless its stream has written it since.</summary>
    /// <param name="definition">The read model.</param>
    /// <param name="partitionKey">Its table partition.</param>
    /// <param name="rowKey">Its name within it.</param>
    /// <param name="before">Rows of records from this sequence number on stay.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Rows removed, 0 or 1; and false when it was written meanwhile: look again.</returns>
    public async Task<(long Removed, bool SawAll)> EraseAsync(
        ReadModelDefinition definition, string partitionKey, string rowKey, long before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return await Reader.FindAsync(definition, partitionKey, rowKey, cancellationToken).ConfigureAwait(false) is { } row
            && (row.GetInt64(ReadModelDefinition.SequenceColumn) ?? 0) < before
            ? await RemoveAsync(definition.Table, row, cancellationToken).ConfigureAwait(false)
            : (0, true);
    }

    /// <summary>Removes the rows of a span of keys that a test picks.</summary>
    /// <param name="definition">The read model.</param>
    /// <param name="filter">OData filter of the rows that are read; empty for all.</param>
    /// <param name="isErased">Picks rows.</param>
    /// <param name="cancellationToken">Ends the work between two rows.</param>
    /// <returns>Rows removed; and false when one was written meanwhile: look again.</returns>
    public async Task<(long Removed, bool SawAll)> EraseAsync(
        ReadModelDefinition definition, string filter, Func<TableEntity, bool> isErased, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(isErased);
        var (removed, sawAll) = (0L, true);
        await foreach (var row in Reader.QueryAsync(definition, filter, 1_000, cancellationToken).ConfigureAwait(false))
        {
            if (isErased(row))
            {
                var taken = await RemoveAsync(definition.Table, row, cancellationToken).ConfigureAwait(false);
                (removed, sawAll) = (removed + taken.Removed, sawAll && taken.SawAll);
            }
        }

        return (removed, sawAll);
    }

    private async Task<(long Removed, bool SawAll)> RemoveAsync(string table, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await service.GetTableClient(table).DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken).ConfigureAwait(false);
            return (1, true);
        }
        catch (RequestFailedException failed) when (failed.Status is 404 or 412)
        {
            return (0, false);
        }
    }
}
