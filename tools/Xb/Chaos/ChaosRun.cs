using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Chaos;

/// <summary>One run: load under violence, calm, comparison.</summary>
/// <param name="terminal">Where it is told.</param>
/// <param name="time">The clock.</param>
internal sealed class ChaosRun(CommandTerminal terminal, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(2);
    private const int MostDurations = 10;
    private long _started;

    /// <summary>Runs it.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="cancellationToken">Ends it without a verdict.</param>
    /// <returns>What came of it.</returns>
    public async Task<ChaosReport> RunAsync(ChaosOptions options, CancellationToken cancellationToken)
    {
        terminal.Line("Starting storage behind faults, the hub and two instances of the app ...");
        await using var platform = await ChaosPlatform.StartAsync(options, time, cancellationToken);
        _started = time.GetTimestamp();
        var target = HubConnectionString.Parse(platform.EventHubs);
        var feed = new ChaosFeed(target, options, time);
        var violence = new ChaosViolence(platform, options, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var feeding = Task.Run(() => feed.RunAsync(over.Token, cancellationToken), cancellationToken);
        var doing = violence.RunAsync(Tell, over.Token);
        await LastAsync(options, platform.Faults, cancellationToken);
        await over.CancelAsync();
        await doing;
        await feeding;
        cancellationToken.ThrowIfCancellationRequested();

        Tell(string.Create(CultureInfo.InvariantCulture, $"the violence ends; {feed.Sent:N0} messages were sent, {violence.Kills:N0} processes killed"));
        await platform.HealAsync(cancellationToken);
        await using var services = await ChaosServices.CreateAsync(platform.Storage, cancellationToken);
        var comparison = new ChaosComparison(
            services, target, new BlobServiceClient(platform.Storage), new TableServiceClient(platform.Storage), time);
        var caughtUp = await CatchUpAsync(comparison, cancellationToken);
        var stopped = await platform.StopInstancesAsync();
        Tell("comparing with the reference");
        var verdict = await comparison.RunAsync(cancellationToken);
        return new ChaosReport(options, violence.Acts, violence.Kills, platform.Faults, verdict, caughtUp, stopped);
    }

    // A busy machine may take all of the time to commit its first batches: a bug that had no occasion could not be found.
    private async Task LastAsync(ChaosOptions options, StorageFaultPlan faults, CancellationToken cancellationToken)
    {
        await Task.Delay(options.Duration, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await faults.HasStruck.WaitAsync(options.Duration * MostDurations, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Waits until everything that the hub holds is committed.</summary>
    /// <returns>Whether it came to that before nothing moved any more.</returns>
    private async Task<bool> CatchUpAsync(ChaosComparison comparison, CancellationToken cancellationToken)
    {
        var (last, since) = (-1L, time.GetTimestamp());
        while (true)
        {
            try
            {
                var (caughtUp, committed) = await comparison.ReadProgressAsync(cancellationToken);
                if (caughtUp)
                {
                    return true;
                }

                if (committed != last)
                {
                    (last, since) = (committed, time.GetTimestamp());
                }
            }
            catch (XbFunctions.State.StateException exception)
            {
                // A state that cannot be read will not get better; the comparison says so.
                Tell(exception.Message);
                return false;
            }

            if (time.GetElapsedTime(since) > StuckAfter)
            {
                return false;
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private void Tell(string what) => terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(_started):mm\\:ss}  {what}"));
}
