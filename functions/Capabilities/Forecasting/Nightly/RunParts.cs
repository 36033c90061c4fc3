using System.Globalization;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Computes the parts of a run that have no blob yet: products, then sums.</summary>
/// <param name="sales">Reads a market.</param>
/// <param name="forecaster">Forecasts a part.</param>
/// <param name="store">Keeps the parts.</param>
/// <param name="clock">Clock and log.</param>
internal sealed class RunParts(MarketReader sales, PartForecaster forecaster, ForecastStore store, NightlyClock clock)
{
    private const double Share = 0.85;
    private const double SumsShare = 0.05;

    /// <summary>Computes the parts of products that are missing.</summary>
    /// <param name="call">The call.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where the time is over.</returns>
    public async Task<bool> RunAsync(RunCall call, ForecastPlanFile plan, CancellationToken cancellationToken)
    {
        var (done, parts) = (0, plan.Markets.Sum(static market => market.Parts));
        foreach (var market in plan.Markets)
        {
            IReadOnlyList<MarketSales>? products = null;
            for (var index = 0; index < market.Parts; index++, done++)
            {
                var name = NameOf(call, market.Market, index);
                if (await IsThereAsync(name, cancellationToken).ConfigureAwait(false))
                {
                    continue;
                }

                if (call.MustPause(string.Create(CultureInfo.InvariantCulture, $"part {done + 1} of {parts}")))
                {
                    return false;
                }

                var here = new PartProgress(call.Progress, Share * done / parts, Share / parts, market.Market);
                here.Report(new ForecastProgress(0, "reading sales"));
                products ??= await sales.ReadAsync(CountryCode.Parse(market.Market), market.First, cancellationToken).ConfigureAwait(false);
                var own = products.Where(one => (int)(IdHash.Of(one.Sku) % (ulong)market.Parts) == index).ToList();
                var part = forecaster.Run(market.Market, index, market.First, own, plan.Champion, cancellationToken, here);
                await store.WriteAsync(name, part, ForecastJson.Default.ForecastPart, cancellationToken).ConfigureAwait(false);
                clock.Logger.PartDone(call.Run, done + 1, parts);
            }
        }

        return true;
    }

    /// <summary>Reads the parts of products.</summary>
    /// <param name="call">The call.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A part is gone.</exception>
    public async Task<List<ForecastPart>> ReadAsync(RunCall call, ForecastPlanFile plan, CancellationToken cancellationToken)
    {
        var parts = new List<ForecastPart>();
        foreach (var market in plan.Markets)
        {
            for (var index = 0; index < market.Parts; index++)
            {
                parts.Add(await store.FindAsync(NameOf(call, market.Market, index), ForecastJson.Default.ForecastPart, cancellationToken).ConfigureAwait(false)
                    ?? throw new InvalidDataException($"{NameOf(call, market.Market, index)} is gone; run again under another name with --once."));
            }
        }

        return parts;
    }

    /// <summary>Reads the sums, computing those that are missing.</summary>
    /// <param name="call">The call.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="parts">The parts of products.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null where the time is over.</returns>
    public async Task<List<ForecastPart>?> SumAsync(
        RunCall call, ForecastPlanFile plan, List<ForecastPart> parts, CancellationToken cancellationToken)
    {
        var (sums, adding, markets) = (new List<ForecastPart>(), new ForecastSums(forecaster), plan.Markets.Select(static market => market.Market).ToList());
        foreach (var market in parts.Count == 0 ? [] : markets.Append(ForecastSums.All))
        {
            var name = NameOf(call, market == ForecastSums.All ? "all" : market, ForecastChampion.SumsIndex);
            if (await store.FindAsync(name, ForecastJson.Default.ForecastPart, cancellationToken).ConfigureAwait(false) is not { } sum)
            {
                if (call.MustPause($"the sums of {market}"))
                {
                    return null;
                }

                call.Progress?.Report(new ForecastProgress(Share + (SumsShare * sums.Count / (markets.Count + 1)), $"{market}: adding up"));
                sum = market == ForecastSums.All
                    ? adding.Everything(parts, plan.Champion, cancellationToken)
                    : adding.Market(market, parts.FindAll(part => part.Market == market), plan.Champion, cancellationToken);
                await store.WriteAsync(name, sum, ForecastJson.Default.ForecastPart, cancellationToken).ConfigureAwait(false);
            }

            sums.Add(sum);
        }

        return sums;
    }

    private async Task<bool> IsThereAsync(string name, CancellationToken cancellationToken) =>
        await store.Container.GetBlobClient(name).ExistsAsync(cancellationToken).ConfigureAwait(false);

    private static string NameOf(RunCall call, string market, int index) => call.Blob(
        index == ForecastChampion.SumsIndex ? $"parts/{market}-sums.json.gz" : string.Create(CultureInfo.InvariantCulture, $"parts/{market}-{index:000}.json.gz"));
}
