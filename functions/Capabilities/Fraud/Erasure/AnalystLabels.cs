using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Table <c>FraudAnalystLabels</c>: what analysts said of payments, with their notes. Thread-safe.</summary>
/// <param name="tables">Account of the table.</param>
public sealed class AnalystLabels(TableServiceClient tables)
{
    /// <summary>Name of the table.</summary>
    public const string TableName = "FraudAnalystLabels";

    private const int NotFound = 404;

    /// <summary>Table partition of a payment.</summary>
    /// <param name="paymentId">The payment.</param>
    internal static string PartitionOf(string paymentId) => Hash(paymentId);

    /// <summary>Removes what was said of payments.</summary>
    /// <param name="payments">The payments.</param>
    /// <param name="cancellationToken">Ends the work between two rows.</param>
    /// <returns>Rows removed.</returns>
    public async Task<long> RemoveAsync(IEnumerable<string> payments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(payments);
        var table = tables.GetTableClient(TableName);
        var removed = 0L;
        foreach (var payment in payments)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(payment)}");
            foreach (var row in await ReadAsync(table, filter, cancellationToken).ConfigureAwait(false))
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken).ConfigureAwait(false);
                removed++;
            }
        }

        return removed;
    }

    /// <summary>Removes what was said long ago.</summary>
    /// <param name="before">What was said before this, UTC.</param>
    /// <param name="cancellationToken">Ends the work between two rows.</param>
    /// <returns>Rows removed.</returns>
    public async Task<long> RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var table = tables.GetTableClient(TableName);
        var old = await ReadAsync(table, TableClient.CreateQueryFilter($"LabelledAt lt {before}"), cancellationToken).ConfigureAwait(false);
        foreach (var row in old)
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken).ConfigureAwait(false);
        }

        return old.Count;
    }

    internal static string Hash(string text) =>
        XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(text)).ToString("x32", CultureInfo.InvariantCulture);

    private static async Task<List<TableEntity>> ReadAsync(TableClient table, string filter, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        try
        {
            await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                rows.Add(row);
            }
        }
        catch (RequestFailedException failed) when (failed.Status == NotFound)
        {
            // No analyst has said anything yet.
        }

        return rows;
    }
}
