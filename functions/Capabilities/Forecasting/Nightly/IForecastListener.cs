using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Does something with forecasts of a market's products once they are published, page by page. It may be told twice of one page.</summary>
public interface IForecastListener
{
    /// <summary>Is told.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="forecasts">Forecast by product: some of the market's.</param>
    /// <param name="at">Time of the run.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task PublishedAsync(
        CountryCode market, IReadOnlyList<(string Id, StoredForecast Forecast)> forecasts, DateTimeOffset at, CancellationToken cancellationToken);
}
