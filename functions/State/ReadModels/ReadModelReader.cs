using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace XbFunctions.State;

/// <summary>Reads rows of read models. Thread-safe.</summary>
/// <param name="service">Account of the tables.</param>
public sealed class ReadModelReader(TableServiceClient service)
{
    private const int NotFound = 404;
    private const int MostRowsOfPage = 1_000;

    /// <summary>Finds one row.</summary>
    /// <param name="definition">The read model.</param>
    /// <param name="partitionKey">Its table partition.</param>
    /// <param name="rowKey">Its name within it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The row, or null when there is none, or no table yet.</returns>
    /// <exception cref="RequestFailedException">The table does not answer.</exception>
    public async Task<TableEntity?> FindAsync(
        ReadModelDefinition definition, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var found = await service.GetTableClient(definition.Table)
            .GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: cancellationToken).ConfigureAwait(false);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Reads the rows of a span of keys in the order of their keys; the stream's own fences are left out.</summary>
    /// <param name="definition">The read model.</param>
    /// <param name="filter">OData filter, as <see cref="TableClient.CreateQueryFilter(FormattableString)"/> makes it.</param>
    /// <param name="pageSize">Rows wanted at a time; 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows; none when there is no table yet.</returns>
    /// <exception cref="RequestFailedException">The table does not answer.</exception>
    public async IAsyncEnumerable<TableEntity> QueryAsync(
        ReadModelDefinition definition, string filter, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var rows = service.GetTableClient(definition.Table)
            .QueryAsync<TableEntity>(filter, Math.Clamp(pageSize, 1, MostRowsOfPage), cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (rows.ConfigureAwait(false))
        {
            while (await HasNextAsync(rows).ConfigureAwait(false))
            {
                if (rows.Current.RowKey[0] != ReadModelFence.Mark)
                {
                    yield return rows.Current;
                }
            }
        }
    }

    private static async ValueTask<bool> HasNextAsync(IAsyncEnumerator<TableEntity> rows)
    {
        try
        {
            return await rows.MoveNextAsync().ConfigureAwait(false);
        }
        catch (RequestFailedException failed) when (failed.Status == NotFound)
        {
            return false;
        }
    }
}
