namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Forecasts of categories, markets and everything, from the sums that parts leave.</summary>
/// <param name="forecaster">Forecasts a panel.</param>
internal sealed class ForecastSums(PartForecaster forecaster)
{
    /// <summary>Forecasts every sum.</summary>
    /// <param name="parts">The parts of a run.</param>
    /// <param name="champion">The champion.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>By name: <c>*</c> for all, a market's code, or market, slash and category.</returns>
    public IReadOnlyDictionary<string, SeriesForecast> Forecast(
        IReadOnlyList<ForecastPart> parts, ForecastChampion champion, CancellationToken cancellationToken)
    {
        var forecasts = new Dictionary<string, SeriesForecast>();
        var all = new Dictionary<string, double[]>();
        foreach (var market in parts.GroupBy(static part => part.Market))
        {
            var sums = market.SelectMany(static part => part.Sums).GroupBy(sum => $"{market.Key}/{sum.Key}")
                .ToDictionary(static sum => sum.Key, static sum => Add(sum.Select(static one => one.Value)));
            sums[market.Key] = Add(sums.Values);
            all[market.Key] = sums[market.Key];
            foreach (var series in forecaster.RunSums(market.Key, market.First().First, sums, champion, cancellationToken))
            {
                forecasts[series.Id] = series;
            }
        }

        if (all.Count > 0)
        {
            var total = new Dictionary<string, double[]> { ["*"] = Add(all.Values) };
            foreach (var series in forecaster.RunSums("*", parts[0].First, total, champion, cancellationToken))
            {
                forecasts[series.Id] = series;
            }
        }

        return forecasts;
    }

    private static double[] Add(IEnumerable<double[]> values) => values.Aggregate(static (a, b) => [.. a.Zip(b, static (x, y) => x + y)]);
}
