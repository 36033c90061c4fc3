using Azure;
using Azure.Data.Tables;

namespace XbFunctions.State;

/// <summary>Reads rows of read models. Thread-safe.</summary>
/// <param name="service">Account of the tables.</param>
public sealed class ReadModelReader(TableServiceClient service)
{
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
}
