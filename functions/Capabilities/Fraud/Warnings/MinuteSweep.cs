using Azure;
using Azure.Data.Tables;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Removes rows that are too old to be looked at: counts by minute and by hour, and reviews that a label has closed. Not for two threads at once.
/// </summary>
/// <param name="tables">Account of the tables.</param>
/// <param name="options">Settings.</param>
/// <param name="time">Clock.</param>
public sealed class MinuteSweep(TableServiceClient tables, WarningOptions options, TimeProvider time)
{
    private const int RowsOfTransaction = 100;

    // What is left is found an hour later.
    private const int MostRows = 50_000;

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
        var minutes = FraudMinutes.PartitionOf((now - options.KeepMinutes).AddHours(-1).ToUnixTimeSeconds() / 60);
        var hours = FraudHours.PartitionOf(now - options.KeepHours);

        // The latest day comes first there.
        var reviews = FraudReviews.PartitionOf(now - options.KeepReviews);
        return await SweepAsync(FraudMinutes.Definition.Table, TableClient.CreateQueryFilter($"PartitionKey lt {minutes}"), now, cancellationToken).ConfigureAwait(false)
            + await SweepAsync(FraudHours.Definition.Table, TableClient.CreateQueryFilter($"PartitionKey lt {hours}"), now, cancellationToken).ConfigureAwait(false)
            + await SweepAsync(
                FraudReviews.Definition.Table,
                TableClient.CreateQueryFilter($"PartitionKey gt {reviews} and Status eq {FraudReviews.Closed}"),
                now,
                cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> SweepAsync(string name, string filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var table = tables.GetTableClient(name);
        var old = new List<TableEntity>();
        try
        {
            var query = table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", "Timestamp"], cancellationToken: cancellationToken);
            await foreach (var row in query.ConfigureAwait(false))
            {
                old.Add(row);
                if (old.Count == MostRows)
                {
                    break;
                }
            }
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return 0;
        }

        var removed = 0;
        foreach (var partition in old.GroupBy(static row => row.PartitionKey).Where(rows => rows.All(row => row.Timestamp < now - Rest)))
        {
            foreach (var chunk in partition.Chunk(RowsOfTransaction))
            {
                await table.SubmitTransactionAsync(
                    chunk.Select(static row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken).ConfigureAwait(false);
                removed += chunk.Length;
            }
        }

        return removed;
    }
}
