using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Does something with the forecasts of a market once they are published. It may be told twice of one run.</summary>
public interface IForecastListener
{
    /// <summary>Is told.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="forecasts">Forecast by product; a name that begins with an asterisk is a sum.</param>
    /// <param name="at">Time of the run.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task PublishedAsync(
        CountryCode market, IReadOnlyList<(string Id, StoredForecast Forecast)> forecasts, DateTimeOffset at, CancellationToken cancellationToken);
}
