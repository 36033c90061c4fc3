using System.Globalization;
using Azure;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.State;
using XbFunctions.Xb.Hubs;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Replay;

/// <summary>Replays one file: checks it, sends it, waits for what comes out, and closes the books.</summary>
/// <param name="source">The file.</param>
/// <param name="locate">Finds the platform; asked again when its storage goes away, for a restarted one may have it elsewhere.</param>
/// <param name="settings">How fast, how patient.</param>
/// <param name="terminal">Where to draw.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplayRun(
    IReplaySource source, Func<PlatformTarget> locate, ReplaySettings settings, CommandTerminal terminal, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private readonly ReplayLedger _ledger = new();
    private readonly ReplayOutcomes _outcomes = new();
    private PlatformTarget _target = locate();

    /// <summary>Runs the replay.</summary>
    /// <param name="rows">Rows that the file has, from <see cref="IReplaySource.Inspect"/>.</param>
    /// <param name="cancellationToken">Ends it; what was sent stays sent.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="EventHubException">The hub is not reached, or refuses an event.</exception>
    public async Task<ReplayReport> RunAsync(long rows, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await HubConnections.RequireAsync(_target.EventHubs, HubNames.Payments, time, cancellationToken);
        await using var client = HubConnections.Open(_target.EventHubs, HubNames.Payments, time);
        var before = await PositionsAsync(client, cancellationToken);
        await using var decisions = await HubTail.StartAsync(_target.EventHubs, HubNames.Decisions, Take, time, cancellationToken);
        await SendAsync(client, rows, cancellationToken);
        var sentIn = time.GetElapsedTime(started);
        var end = await PositionsAsync(client, cancellationToken);
        var consumedAll = await WaitAsync(end, cancellationToken);
        await decisions.CatchUpAsync(cancellationToken);
        await TakeDeadLettersAsync(before, cancellationToken);
        return new ReplayReport(rows, _ledger.Close(consumedAll), _outcomes, consumedAll, sentIn, time.GetElapsedTime(started));
    }

    private static async Task<Dictionary<string, long>> PositionsAsync(HubClient client, CancellationToken cancellationToken)
    {
        var positions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var id in (await client.GetPropertiesAsync(cancellationToken)).PartitionIds)
        {
            positions[id] = (await client.GetPartitionPropertiesAsync(id, cancellationToken)).LastSequenceNumber;
        }

        return positions;
    }

    private void Take(StoredEvent stored)
    {
        if (DecisionHead.TryRead(stored.Body.Span, out var head) && _ledger.Decided(head.PaymentId))
        {
            _outcomes.Decided(head.Outcome);
        }
    }

    private Task<long> SendAsync(HubClient client, long rows, CancellationToken cancellationToken) =>
        CommandProgress.RunAsync(terminal, "Sending", async progress =>
        {
            var started = time.GetTimestamp();
            var sent = 0L;
            await using var sender = client.CreateSender();
            await new ReplayFeed(source, _ledger, settings, time).RunAsync(
                sender,
                chunk =>
                {
                    sent += chunk;
                    var rate = sent / Math.Max(0.001, time.GetElapsedTime(started).TotalSeconds);
                    progress.Report(new WorkDone(
                        (double)sent / Math.Max(1, rows),
                        string.Create(CultureInfo.InvariantCulture, $"{rate:N0} rows/s, {_ledger.Peek().Decided:N0} decided")));
                },
                cancellationToken);
            return sent;
        });

    // Until the function has passed the last event that was sent: by then its decisions and dead letters are out.
    private Task<bool> WaitAsync(Dictionary<string, long> end, CancellationToken cancellationToken) =>
        CommandProgress.RunAsync(terminal, "Deciding", async progress =>
        {
            var (best, moved) = (long.MinValue, time.GetTimestamp());
            while (true)
            {
                var reached = await CheckpointsAsync(cancellationToken);
                var missing = end.Sum(partition => Math.Max(0, partition.Value - reached.GetValueOrDefault(partition.Key, -1)));
                var tally = _ledger.Peek();
                progress.Report(new WorkDone(
                    1 - ((double)Math.Min(missing, tally.Events) / Math.Max(1, tally.Events)),
                    string.Create(CultureInfo.InvariantCulture, $"{tally.Decided:N0} decided")));
                if (missing == 0)
                {
                    return true;
                }

                var state = tally.Decided - missing;
                if (state > best)
                {
                    (best, moved) = (state, time.GetTimestamp());
                }
                else if (time.GetElapsedTime(moved) > settings.Patience)
                {
                    return false;
                }

                await Task.Delay(PollInterval, time, cancellationToken);
            }
        });

    // No storage is no progress; patience ends that too.
    private async Task<IReadOnlyDictionary<string, long>> CheckpointsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await new ConsumerCheckpoints(_target.Storage).ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            _target = Located() ?? _target;
            return new Dictionary<string, long>();
        }
    }

    private PlatformTarget? Located()
    {
        try
        {
            return locate();
        }
        catch (CommandException)
        {
            return null;
        }
    }

    private async Task TakeDeadLettersAsync(Dictionary<string, long> before, CancellationToken cancellationToken)
    {
        var store = new DeadLetterStore(_target.Storage, new StateOptions());
        await foreach (var letter in store.ListAsync(new DeadLetterFilter(), cancellationToken))
        {
            var isNew = letter.Partition.Hub == HubNames.Payments
                && letter.SequenceNumber > before.GetValueOrDefault(letter.Partition.PartitionId, -1);
            if (isNew && letter.EventId is { } id && _ledger.DeadLettered(id))
            {
                _outcomes.DeadLettered(letter.Stage, letter.Reason);
            }
        }
    }
}
