namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Forecasts of categories, markets and everything, from the sums that parts leave.</summary>
/// <param name="forecaster">Forecasts a panel.</param>
internal sealed class ForecastSums(PartForecaster forecaster)
{
    /// <summary>Name of the sum of all markets.</summary>
    public const string All = "*";

    /// <summary>Forecasts a market and its categories.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code.</param>
    /// <param name="parts">Its parts, at least one.</param>
    /// <param name="champion">The champion.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Named by the market's code, and market, slash and category.</returns>
    public ForecastPart Market(string market, IReadOnlyList<ForecastPart> parts, ForecastChampion champion, CancellationToken cancellationToken)
    {
        var sums = parts.SelectMany(static part => part.Sums).GroupBy(sum => $"{market}/{sum.Key}", StringComparer.Ordinal)
            .ToDictionary(static sum => sum.Key, static sum => SalesSums.Add(sum.Select(static one => one.Value)));
        sums[market] = SalesSums.Add(sums.Values);
        return forecaster.RunSums(market, parts[0].First, sums, champion, cancellationToken);
    }

    /// <summary>Forecasts all markets together, by date: it begins on the earliest of their first days.</summary>
    /// <param name="parts">The parts of all markets, at least one.</param>
    /// <param name="champion">The champion.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Named <c>*</c>.</returns>
    public ForecastPart Everything(IReadOnlyList<ForecastPart> parts, ForecastChampion champion, CancellationToken cancellationToken)
    {
        var (first, values) = SalesSums.AddByDate(
            [.. parts.GroupBy(static part => part.Market).Select(static market => (market.First().First, SalesSums.Add(market.SelectMany(static part => part.Sums.Values))))]);
        return forecaster.RunSums(All, first, new Dictionary<string, double[]> { [All] = values }, champion, cancellationToken);
    }
}
