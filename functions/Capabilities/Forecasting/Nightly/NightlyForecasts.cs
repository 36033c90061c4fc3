using System.Globalization;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

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
    private readonly PartForecaster _forecaster = new(options);

    /// <summary>Runs once for the clock's day, whoever calls and however often.</summary>
    /// <param name="progress">Told the share that is done, in [0, 1], and the step.</param>
    /// <param name="cancellationToken">Ends the call; the next one goes on.</param>
    /// <returns>What the run came to; null where it has not ended yet, or another call is at work.</returns>
    public Task<ForecastManifest?> RunDailyAsync(IProgress<ForecastProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(clock.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), progress, cancellationToken);

    /// <summary>Runs now, also when the day's run is done.</summary>
    /// <param name="progress">As above.</param>
    /// <param name="cancellationToken">As above.</param>
    public Task<ForecastManifest?> RunOnceAsync(IProgress<ForecastProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(clock.Time.GetUtcNow().ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture), progress, cancellationToken);

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
            var plan = await PlanAsync(run, both.Token).ConfigureAwait(false);
            var champion = await store.ReadChampionAsync(both.Token).ConfigureAwait(false);
            return await RunPartsAsync(run, plan, champion, progress, both.Token).ConfigureAwait(false)
                ? await EndAsync(run, plan, champion, progress, both.Token).ConfigureAwait(false)
                : null;
        }
    }

    private async Task<ForecastPlanFile> PlanAsync(string run, CancellationToken cancellationToken)
    {
        var name = $"runs/{run}/plan.json";
        if (await store.FindAsync(name, ForecastJson.Default.ForecastPlanFile, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var (now, plans) = (clock.Time.GetUtcNow(), new List<MarketPlan>());
        foreach (var market in await history.MarketsAsync(cancellationToken).ConfigureAwait(false))
        {
            var first = MarketDays.Of(market, now);
            var sales = await ReadAsync(market, first, cancellationToken).ConfigureAwait(false);
            if (sales.Count > 0)
            {
                plans.Add(new MarketPlan(market.ToString(), first, ((sales.Count - 1) / options.PartSeries) + 1));
            }
        }

        var plan = new ForecastPlanFile(now, plans);
        await store.WriteAsync(name, plan, ForecastJson.Default.ForecastPlanFile, cancellationToken).ConfigureAwait(false);
        return plan;
    }

    private async Task<bool> RunPartsAsync(
        string run, ForecastPlanFile plan, ForecastChampion champion, IProgress<ForecastProgress>? progress, CancellationToken cancellationToken)
    {
        var (started, done, parts) = (clock.Time.GetTimestamp(), 0, plan.Markets.Sum(static market => market.Parts));
        foreach (var market in plan.Markets)
        {
            IReadOnlyList<MarketSales>? sales = null;
            for (var index = 0; index < market.Parts; index++, done++)
            {
                var name = PartName(run, market.Market, index);
                if (await store.Container.GetBlobClient(name).ExistsAsync(cancellationToken).ConfigureAwait(false))
                {
                    continue;
                }

                if (clock.Time.GetElapsedTime(started) > options.MaxDuration)
                {
                    clock.Logger.RunPaused(run, options.MaxDuration.TotalMinutes, done, parts);
                    return false;
                }

                var here = new PartProgress(progress, 0.9 * done / parts, 0.9 / parts, market.Market);
                here.Report(new ForecastProgress(0, "reading sales"));
                sales ??= await ReadAsync(CountryCode.Parse(market.Market), market.First, cancellationToken).ConfigureAwait(false);
                var own = sales.Where(one => (int)(IdHash.Of(one.Sku) % (ulong)market.Parts) == index).ToList();
                var part = _forecaster.Run(market.Market, index, market.First, own, champion, cancellationToken, here);
                await store.WriteAsync(name, part, ForecastJson.Default.ForecastPart, cancellationToken).ConfigureAwait(false);
                clock.Logger.PartDone(run, done + 1, parts);
            }
        }

        return true;
    }

    private async Task<ForecastManifest> EndAsync(
        string run, ForecastPlanFile plan, ForecastChampion champion, IProgress<ForecastProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new ForecastProgress(0.9, "adding up"));
        var parts = new List<ForecastPart>();
        foreach (var market in plan.Markets)
        {
            for (var index = 0; index < market.Parts; index++)
            {
                parts.Add(await store.FindAsync(PartName(run, market.Market, index), ForecastJson.Default.ForecastPart, cancellationToken).ConfigureAwait(false)
                    ?? throw new InvalidDataException($"{PartName(run, market.Market, index)} is gone; run again under another name with --once."));
            }
        }

        var gate = ForecastGate.Judge([.. parts.SelectMany(static part => part.Series)], options);
        var published = gate.IsPassed ? ForecastChampion.Of(run, PartSummary.Weigh(parts), gate.Error) : champion;
        var sums = new ForecastSums(_forecaster).Forecast(parts, champion, cancellationToken);
        var tree = new ForecastTree(parts, sums);
        var minTrace = tree.PrefersMinTrace(!gate.IsPassed);
        var means = tree.Reconcile(!gate.IsPassed, minTrace);
        progress?.Report(new ForecastProgress(0.95, "publishing"));
        await PublishAsync(plan, tree, sums, means, published, !gate.IsPassed, cancellationToken).ConfigureAwait(false);
        if (gate.IsPassed)
        {
            await store.PromoteAsync(published, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            clock.Logger.ForecastRefused(run, gate.Reason);
        }

        var manifest = new ForecastManifest(
            run,
            plan.StartedAt,
            clock.Time.GetUtcNow(),
            gate,
            published,
            champion.Version,
            minTrace ? "MinTrace" : "BottomUp",
            tree.Leaves.Count,
            tree.Leaves.GroupBy(static leaf => leaf.Series.Class).ToDictionary(static kind => kind.Key, static kind => kind.Count()),
            PartSummary.Board(parts),
            PartSummary.Importance(parts),
            tree.Sums.TryGetValue("*", out var all) ? Array.ConvertAll(means, day => Math.Round(day[all], 4)) : [],
            ClassError.Of(tree.Leaves.Select(static leaf => leaf.Series), options),
            plan.Markets);
        await store.WriteTextAsync($"runs/{run}/report.html", ForecastReport.Write(manifest, tree, means), "text/html; charset=utf-8", cancellationToken).ConfigureAwait(false);
        await store.WriteAsync($"runs/{run}/manifest.json", manifest, ForecastJson.Default.ForecastManifest, cancellationToken).ConfigureAwait(false);
        clock.Logger.ForecastsPublished(run, manifest.Series, published.Version, gate.Reason);
        return manifest;
    }

    private async Task PublishAsync(
        ForecastPlanFile plan,
        ForecastTree tree,
        IReadOnlyDictionary<string, SeriesForecast> sums,
        double[][] means,
        ForecastChampion published,
        bool ofChampion,
        CancellationToken cancellationToken)
    {
        foreach (var market in plan.Markets)
        {
            double[] Node(int node) => Array.ConvertAll(means, day => day[node]);
            var forecasts = tree.Leaves.Where(leaf => leaf.Part.Market == market.Market)
                .Select(leaf => (leaf.Series.Id, StoredForecast.Of(market.First, leaf.Series, ofChampion, Node(leaf.Node)))).ToList();
            forecasts.AddRange(tree.Sums.Where(sum => sum.Key == market.Market || sum.Key.StartsWith($"{market.Market}/", StringComparison.Ordinal))
                .Select(sum => ($"*{sum.Key}", StoredForecast.Of(market.First, sums[sum.Key], ofChampion, Node(sum.Value)))));
            forecasts.AddRange(Unsold(market, [.. tree.Leaves.Where(leaf => leaf.Part.Market == market.Market).Select(static leaf => leaf.Series)], ofChampion));
            await publisher.PublishAsync(CountryCode.Parse(market.Market), forecasts, published, plan.StartedAt, cancellationToken).ConfigureAwait(false);
        }
    }

    // What a product that has not sold yet borrows: a row for each category and one for the market.
    private IEnumerable<(string Id, StoredForecast Forecast)> Unsold(MarketPlan market, IReadOnlyList<SeriesForecast> series, bool ofChampion)
    {
        var lender = new Newcomer(series, [], options.Horizon);
        return series.Select(static one => one.Category).Distinct().Append(string.Empty).Select(category =>
        {
            var borrowed = lender.Unsold(ForecastPublisher.UnsoldOf(market.Market, category), category);
            return (borrowed.Id, StoredForecast.Of(market.First, borrowed, ofChampion, ofChampion ? borrowed.ChampionMean : borrowed.Mean));
        });
    }

    private async Task<IReadOnlyList<MarketSales>> ReadAsync(CountryCode market, DateOnly first, CancellationToken cancellationToken)
    {
        var from = first.AddDays(-options.HistoryDays);
        var sales = await history.ReadAsync(market, from, first.AddDays(-1), cancellationToken).ConfigureAwait(false);
        var known = sales.Count == 0 ? null : await categories.ReadAsync(cancellationToken).ConfigureAwait(false);
        return MarketSales.Of(sales, from, options.HistoryDays, sku => known!.GetValueOrDefault(sku, "other"));
    }

    private static string PartName(string run, string market, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"runs/{run}/parts/{market}-{index:000}.json.gz");
}
