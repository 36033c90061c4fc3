using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Plans a run: what it is judged against, and the parts of each market.</summary>
/// <param name="history">Daily sales.</param>
/// <param name="sales">Reads a market.</param>
/// <param name="store">Keeps the plan.</param>
/// <param name="options">Settings.</param>
/// <param name="clock">Clock and log.</param>
internal sealed class RunPlanner(SalesHistory history, MarketReader sales, ForecastStore store, ForecastingOptions options, NightlyClock clock)
{
    /// <summary>Plans, or goes on with it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <returns>The whole plan; null where the time is over.</returns>
    public async Task<ForecastPlanFile?> PlanAsync(RunCall call, CancellationToken cancellationToken)
    {
        var plan = await BeginAsync(call, cancellationToken).ConfigureAwait(false);
        while (plan.Unread.Count > 0)
        {
            if (call.MustPause($"planning of {plan.Unread[0]}"))
            {
                return null;
            }

            var market = CountryCode.Parse(plan.Unread[0]);
            var first = MarketDays.Of(market, plan.StartedAt);
            var products = (await sales.ReadAsync(market, first, cancellationToken).ConfigureAwait(false)).Count;
            await history.ForgetMarksAsync(market, first.AddDays(-options.HistoryDays), cancellationToken).ConfigureAwait(false);
            plan = plan with
            {
                Markets = products == 0 ? plan.Markets : [.. plan.Markets, new MarketPlan(plan.Unread[0], first, ((products - 1) / options.PartSeries) + 1)],
                Unread = [.. plan.Unread.Skip(1)],
            };
            await store.WriteAsync(call.Blob("plan.json"), plan, ForecastJson.Default.ForecastPlanFile, cancellationToken).ConfigureAwait(false);
        }

        return plan;
    }

    private async Task<ForecastPlanFile> BeginAsync(RunCall call, CancellationToken cancellationToken)
    {
        var champion = await store.ReadChampionAsync(cancellationToken).ConfigureAwait(false);
        if (await store.FindAsync(call.Blob("plan.json"), ForecastJson.Default.ForecastPlanFile, cancellationToken).ConfigureAwait(false) is { Champion: not null, Unread: not null } known)
        {
            // What was decided is carried through. Until then another run may have found a better champion, or someone changed the settings: parts of
            // two champions, horizons or histories cannot be judged or added up together.
            if ((known.Champion.Hash == champion.Hash && known.Horizon == options.Horizon && known.HistoryDays == options.HistoryDays)
                || await store.Container.GetBlobClient(call.Blob("decision.json")).ExistsAsync(cancellationToken).ConfigureAwait(false))
            {
                return known;
            }

            await store.DeleteAsync(call.Blob("parts/"), cancellationToken).ConfigureAwait(false);
        }

        var markets = await history.MarketsAsync(cancellationToken).ConfigureAwait(false);
        var plan = new ForecastPlanFile(clock.Time.GetUtcNow(), champion, [], [.. markets.Select(static market => market.ToString())], options.Horizon, options.HistoryDays);
        await store.WriteAsync(call.Blob("plan.json"), plan, ForecastJson.Default.ForecastPlanFile, cancellationToken).ConfigureAwait(false);
        return plan;
    }
}
