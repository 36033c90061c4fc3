using System.Globalization;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Ends a run whose parts are there: decides once, publishes page by page, then promotes and reports. Every step can be taken again.</summary>
/// <param name="parts">Reads parts, and computes sums.</param>
/// <param name="store">Keeps the decision and the report.</param>
/// <param name="publisher">Publishes.</param>
/// <param name="options">Settings.</param>
/// <param name="clock">Clock and log.</param>
internal sealed class RunEnd(RunParts parts, ForecastStore store, ForecastPublisher publisher, ForecastingOptions options, NightlyClock clock)
{
    // Listeners plan each product anew: some tens of seconds.
    private const int PageForecasts = 1_000;

    /// <summary>Ends the run, or goes on with it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What the run came to; null where the time is over.</returns>
    public async Task<ForecastManifest?> RunAsync(RunCall call, ForecastPlanFile plan, CancellationToken cancellationToken)
    {
        var products = await parts.ReadAsync(call, plan, cancellationToken).ConfigureAwait(false);
        if (await parts.SumAsync(call, plan, products, cancellationToken).ConfigureAwait(false) is not { } sums)
        {
            return null;
        }

        var tree = new ForecastTree(products, sums);
        var decision = await DecideAsync(call, plan, products, sums, tree, cancellationToken).ConfigureAwait(false);
        var means = tree.Reconcile(!decision.Gate.IsPassed, decision.IsMinTrace);
        if (!await PublishAsync(call, plan, new RunPages(tree, means, !decision.Gate.IsPassed, plan.Horizon), decision, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        if (decision.Gate.IsPassed)
        {
            await store.PromoteAsync(decision.Published, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            clock.Logger.ForecastRefused(call.Run, decision.Gate.Reason);
        }

        var manifest = new ForecastManifest(
            call.Run,
            plan.StartedAt,
            clock.Time.GetUtcNow(),
            decision.Gate,
            decision.Published,
            plan.Champion.Version,
            decision.IsMinTrace ? "MinTrace" : "BottomUp",
            tree.Leaves.Count,
            tree.Leaves.GroupBy(static leaf => leaf.Series.Class).ToDictionary(static kind => kind.Key, static kind => kind.Count()),
            PartSummary.Board(products),
            PartSummary.Importance(products),
            tree.Sums.TryGetValue(ForecastSums.All, out var all) ? Array.ConvertAll(means[all], static day => Math.Round(day, 4)) : [],
            ClassError.Of(tree.Leaves.Select(static leaf => leaf.Series), options),
            plan.Markets);
        await store.WriteTextAsync(call.Blob("report.html"), ForecastReport.Write(manifest, tree, means), "text/html; charset=utf-8", cancellationToken).ConfigureAwait(false);
        await store.WriteAsync(call.Blob("manifest.json"), manifest, ForecastJson.Default.ForecastManifest, cancellationToken).ConfigureAwait(false);
        clock.Logger.ForecastsPublished(call.Run, manifest.Series, decision.Published.Version, decision.Gate.Reason);
        return manifest;
    }

    private async Task<ForecastDecision> DecideAsync(
        RunCall call,
        ForecastPlanFile plan,
        List<ForecastPart> products,
        List<ForecastPart> sums,
        ForecastTree tree,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(call.Blob("decision.json"), ForecastJson.Default.ForecastDecision, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var gate = ForecastGate.Judge([.. products.SelectMany(static part => part.Series)], options);
        var combinations = products.Concat(sums).ToDictionary(static part => ForecastChampion.NameOf(part.Market, part.Index), static part => part.Weights);
        var published = gate.IsPassed ? ForecastChampion.Of(call.Run, PartSummary.Weigh(products), gate.Error, combinations) : plan.Champion;
        var decision = new ForecastDecision(gate, published, tree.PrefersMinTrace(!gate.IsPassed), 0);
        await store.WriteAsync(call.Blob("decision.json"), decision, ForecastJson.Default.ForecastDecision, cancellationToken).ConfigureAwait(false);
        return decision;
    }

    private async Task<bool> PublishAsync(
        RunCall call, ForecastPlanFile plan, RunPages pages, ForecastDecision decision, CancellationToken cancellationToken)
    {
        var page = 0;
        foreach (var market in plan.Markets)
        {
            var code = CountryCode.Parse(market.Market);
            foreach (var forecasts in pages.Products(market).Chunk(PageForecasts).Append(null))
            {
                if (page++ < decision.Pages)
                {
                    continue;
                }

                if (call.MustPause(string.Create(CultureInfo.InvariantCulture, $"publishing {market.Market}, page {page}")))
                {
                    return false;
                }

                call.Progress?.Report(new ForecastProgress(0.9 + (0.1 * page / (page + plan.Markets.Count)), $"{market.Market}: publishing"));
                await (forecasts is not null
                    ? publisher.PublishAsync(code, [.. forecasts], decision.Published, plan.StartedAt, cancellationToken)
                    : publisher.PublishSumsAsync(code, [.. pages.Sums(market)], decision.Published, plan.StartedAt, cancellationToken)).ConfigureAwait(false);
                await store.WriteAsync(
                    call.Blob("decision.json"), decision with { Pages = page }, ForecastJson.Default.ForecastDecision, cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }
}
