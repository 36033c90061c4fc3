using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// One look for surges: merges the partitions' counts by minute, moves the detector on, and tells of what it found. Two at once do no harm: the
/// one that writes second finds that it is late, and what it would have told has the same ids.
/// </summary>
/// <param name="rows">Counts by minute.</param>
/// <param name="store">Blobs.</param>
/// <param name="publisher">Sends <c>fraud.warning</c>.</param>
/// <param name="options">Settings.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Told of warnings.</param>
public sealed class SurgeWatch(
    ReadModelReader rows, WarningStore store, IEventPublisher publisher, WarningOptions options, TimeProvider time, ILogger<SurgeWatch> logger)
{
    private const int PageSize = 1_000;
    private const int MinutesOfHour = 60;

    // The last minutes are looked at again as long as their windows run; what came before is only learnt.
    private static readonly long Reach = 2 * SurgeDetector.LongestWindow;

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Ends the look; the next one does what is left.</param>
    /// <returns>What was told.</returns>
    public async Task<IReadOnlyList<FraudWarning>> RunAsync(CancellationToken cancellationToken)
    {
        var (document, version) = await store.ReadStateAsync(cancellationToken).ConfigureAwait(false);
        var last = (time.GetUtcNow().ToUnixTimeSeconds() / MinutesOfHour) - 1;
        if (document is { Pending.Count: > 0 })
        {
            await PublishAsync(document.Pending, cancellationToken).ConfigureAwait(false);
        }

        if (document is not null && document.Through >= last)
        {
            return document.Pending;
        }

        var detector = new SurgeDetector(options);
        var first = Resume(detector, document, last);
        var ledger = await ReadAsync(first - Reach, last, cancellationToken).ConfigureAwait(false);
        List<FraudWarning> events = [];
        for (var minute = document is null ? Math.Max(first, ledger.First ?? last) : first; minute <= last; minute++)
        {
            detector.Step(minute, ledger, events);
        }

        try
        {
            version = await store.WriteStateAsync(detector.Save() with { Pending = events }, version, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException failed) when (failed.Status is 409 or 412)
        {
            logger.AnotherLooks();
            return [];
        }

        await store.WriteActiveAsync(detector.Active, cancellationToken).ConfigureAwait(false);
        if (events.Count > 0)
        {
            await PublishAsync(events, cancellationToken).ConfigureAwait(false);
            await store.WriteStateAsync(detector.Save(), version, cancellationToken).ConfigureAwait(false);
        }

        return events;
    }

    private long Resume(SurgeDetector detector, SurgeDocument? document, long last)
    {
        var earliest = last - (long)options.KeepMinutes.TotalMinutes + Reach;
        if (document is null)
        {
            return earliest;
        }

        if (document.Through < earliest)
        {
            logger.GapTooLong(last - document.Through);
        }

        detector.Load(document);
        return Math.Max(document.Through + 1, earliest);
    }

    private async Task<MinuteLedger> ReadAsync(long from, long to, CancellationToken cancellationToken)
    {
        var ledger = new MinuteLedger();
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {FraudMinutes.PartitionOf(from)} and PartitionKey le {FraudMinutes.PartitionOf(to)} and Minute ge {FraudMinutes.TimeOf(from)} and Minute le {FraudMinutes.TimeOf(to)}");
        await foreach (var row in rows.QueryAsync(FraudMinutes.Definition, filter, PageSize, cancellationToken).ConfigureAwait(false))
        {
            if (row.GetDateTimeOffset("Minute") is { } minute && row.GetString("Cells") is { } cells)
            {
                var dimension = (WatchDimension)(row.GetInt64("Dimension") ?? 0);
                FraudMinutes.Unpack(dimension, cells, ledger.Edit(minute.ToUnixTimeSeconds() / MinutesOfHour));
            }
        }

        return ledger;
    }

    private async Task PublishAsync(IReadOnlyList<FraudWarning> warnings, CancellationToken cancellationToken)
    {
        await publisher.PublishAsync(
            [
                .. warnings.Select(static warning => new OutgoingEvent(
                    HubNames.Decisions, warning.PartitionKey, warning.EventId, warning.Type, EventBody.ToUtf8(warning), null)),
            ],
            cancellationToken).ConfigureAwait(false);
        foreach (var warning in warnings)
        {
            logger.Warned(warning.WarningId, warning.Stage, warning.Text);
        }
    }
}
