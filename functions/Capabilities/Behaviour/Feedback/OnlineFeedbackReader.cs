using Azure.Data.Tables;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Adds up what became of the recommendations of all markets in the latest days. The newest day is read first, so that what a bound leaves out is
/// the oldest. One answer is made at a time and kept for a minute. Thread-safe.
/// </summary>
/// <param name="rows">The read models.</param>
/// <param name="attributes">Knows how large the catalogue is.</param>
/// <param name="time">The present.</param>
public sealed class OnlineFeedbackReader(ReadModelReader rows, IItemAttributes attributes, TimeProvider time)
{
    private const int PageRows = 1_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly Lock _asking = new();
    private (DateTimeOffset At, Task<OnlineFeedback> Feedback)? _latest;

    /// <summary>Days that are added up, today among them.</summary>
    /// <value>Default 7.</value>
    public int Days { get; init; } = 7;

    /// <summary>Rows after which no older day is begun: one is an hour of a market, a place on the page and a partition of <c>clickstream</c>.</summary>
    /// <value>Default 50,000.</value>
    public int MostRows { get; init; } = 50_000;

    /// <summary>Reads.</summary>
    /// <param name="cancellationToken">Ends the waiting; the reading goes on for others.</param>
    /// <returns>The sums, at most a minute old; they say which days are in them.</returns>
    /// <exception cref="Azure.RequestFailedException">The table does not answer.</exception>
    public Task<OnlineFeedback> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_asking)
        {
            var now = time.GetUtcNow();
            if (_latest is not { } latest || (latest.Feedback.IsCompleted && (!latest.Feedback.IsCompletedSuccessfully || now - latest.At >= Kept)))
            {
                latest = (now, Task.Run(() => AddUpAsync(now), CancellationToken.None));
                _latest = latest;
            }

            return latest.Feedback.WaitAsync(cancellationToken);
        }
    }

    private async Task<OnlineFeedback> AddUpAsync(DateTimeOffset now)
    {
        var (sums, sketch, read) = (new FeedbackSums(), new ItemSketch(), 0);
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var from = day.AddDays(1);
        for (var days = 0; days < Days && read < MostRows; days++)
        {
            from = day.AddDays(-days);
            await foreach (var row in OfDayAsync(BehaviourTables.Feedback, from).ConfigureAwait(false))
            {
                read++;
                sums.Add(
                    row.PartitionKey, row.GetString("Source") ?? "", Whole(row, "Lists"), Whole(row, "ListsClicked"), Whole(row, "Unplaced"), row.GetString("Positions") ?? "");
            }

            await foreach (var row in OfDayAsync(BehaviourTables.Coverage, from).ConfigureAwait(false))
            {
                read++;
                sketch.Join(row.GetString("Sketch") ?? "");
            }
        }

        return sums.ToFeedback(from, now, sketch.Estimate(), attributes.Products);
    }

    private IAsyncEnumerable<TableEntity> OfDayAsync(ReadModelDefinition table, DateTimeOffset day)
    {
        var (begin, end) = (BehaviourTables.RowOf(day), BehaviourTables.RowOf(day.AddDays(1)));
        return rows.QueryAsync(table, TableClient.CreateQueryFilter($"RowKey ge {begin} and RowKey lt {end}"), PageRows, CancellationToken.None);
    }

    private static long Whole(TableEntity row, string column) => row.GetInt64(column) ?? 0;
}
