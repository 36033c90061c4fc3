using Azure;
using Azure.Data.Tables;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Removes counts by minute that are too old to be looked at, an hour at a time. Not for two threads at once.</summary>
/// <param name="tables">Account of the table.</param>
/// <param name="options">Settings.</param>
/// <param name="time">Clock.</param>
public sealed class MinuteSweep(TableServiceClient tables, WarningOptions options, TimeProvider time)
{
    private const int RowsOfTransaction = 100;

    // A partition that catches up writes hours that are long gone: what was written lately is not touched.
    private static readonly TimeSpan Rest = TimeSpan.FromHours(12);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Removes what is old, at most once an hour.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Rows removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < _next)
        {
            return 0;
        }

        _next = now.AddHours(1);
        var table = tables.GetTableClient(FraudMinutes.Definition.Table);
        var oldest = FraudMinutes.PartitionOf((now - options.KeepMinutes).AddHours(-1).ToUnixTimeSeconds() / 60);
        var old = new List<TableEntity>();
        try
        {
            var query = table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey lt {oldest}"), select: ["PartitionKey", "RowKey", "Timestamp"], cancellationToken: cancellationToken);
            await foreach (var row in query.ConfigureAwait(false))
            {
                old.Add(row);
            }
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return 0;
        }

        var removed = 0;
        foreach (var hour in old.GroupBy(static row => row.PartitionKey).Where(hour => hour.All(row => row.Timestamp < now - Rest)))
        {
            foreach (var chunk in hour.Chunk(RowsOfTransaction))
            {
                await table.SubmitTransactionAsync(
                    chunk.Select(static row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken).ConfigureAwait(false);
                removed += chunk.Length;
            }
        }

        return removed;
    }
}
