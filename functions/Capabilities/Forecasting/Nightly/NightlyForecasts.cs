using System.Globalization;
using XbFunctions.Capabilities.Sales;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// One run of forecasting: every market's products in parts that are stored as they are done, then sums, the gate and publishing. A call
/// that ends early (stopped, killed, out of time) is gone on with by the next of the same day; a run that has ended returns its manifest.
/// </summary>
/// <param name="history">Daily sales.</param>
/// <param name="categories">Categories of products.</param>
/// <param name="store">Where parts and reports are kept.</param>
/// <param name="publisher">Writes the read model.</param>
/// <param name="options">Settings.</param>
/// <param name="clock">Clock and log.</param>
public sealed class NightlyForecasts(
    SalesHistory history,
    IProductCategories categories,
    ForecastStore store,
    ForecastPublisher publisher,
    ForecastingOptions options,
    NightlyClock clock)
{
    private readonly MarketReader _sales = new(history, categories, options);
    private readonly PartForecaster _forecaster = new(options);

    /// <summary>Runs once for the clock's day, whoever calls and however often.</summary>
    /// <param name="progress">Told the share that is done, in [0, 1], and the step.</param>
    /// <param name="cancellationToken">Ends the call; the next one goes on.</param>
    /// <returns>What the run came to; null where it has not ended yet, or another call is at work.</returns>
    public Task<ForecastManifest?> RunDailyAsync(IProgress<ForecastProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(DailyNameOf(clock.Time.GetUtcNow()), progress, cancellationToken);

    /// <summary>Runs now under a name of its own, whatever the day's run has come to.</summary>
    /// <param name="progress">As above.</param>
    /// <param name="cancellationToken">As above.</param>
    public Task<ForecastManifest?> RunOnceAsync(IProgress<ForecastProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(clock.Time.GetUtcNow().ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture), progress, cancellationToken);

    /// <summary>Name of a day's run.</summary>
    /// <param name="at">A moment of the day.</param>
    /// <returns>The day in UTC, such as <c>2026-03-14</c>.</returns>
    public static string DailyNameOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<ForecastManifest?> RunAsync(string run, IProgress<ForecastProgress>? progress, CancellationToken cancellationToken)
    {
        if (await store.FindManifestAsync(run, cancellationToken).ConfigureAwait(false) is { } done)
        {
            return done;
        }

        var lease = await RunLease.TryTakeAsync(store.Container, clock.Time, cancellationToken).ConfigureAwait(false);
        if (lease is null)
        {
            clock.Logger.RunBusy(run);
            return null;
        }

        await using (lease.ConfigureAwait(false))
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, cancellationToken);
            return await RunLeasedAsync(new RunCall(run, options.MaxDuration, clock, progress), both.Token).ConfigureAwait(false);
        }
    }

    private async Task<ForecastManifest?> RunLeasedAsync(RunCall call, CancellationToken cancellationToken)
    {
        // Another call may have ended the run while this one waited for the lease.
        if (await store.FindManifestAsync(call.Run, cancellationToken).ConfigureAwait(false) is { } done)
        {
            return done;
        }

        var parts = new RunParts(_sales, _forecaster, store, clock);
        return await new RunPlanner(history, _sales, store, options, clock).PlanAsync(call, cancellationToken).ConfigureAwait(false) is { } plan
            && await parts.RunAsync(call, plan, cancellationToken).ConfigureAwait(false)
            ? await new RunEnd(parts, store, publisher, options, clock).RunAsync(call, plan, cancellationToken).ConfigureAwait(false)
            : null;
    }
}
