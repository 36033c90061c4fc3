using System.Collections.Concurrent;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Sales;

/// <summary>The calendar day of a market. Thread-safe.</summary>
public static class MarketDays
{
    private static readonly ConcurrentDictionary<CountryCode, TimeZoneInfo> Zones = new();

    /// <summary>The day in a market's time zone; UTC's for a storefront that is none of <see cref="Markets.All"/>.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="at">A moment.</param>
    public static DateOnly Of(CountryCode market, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zones.GetOrAdd(market, static code =>
            Markets.TryGet(code, out var known) ? TimeZoneInfo.FindSystemTimeZoneById(known.TimeZoneId) : TimeZoneInfo.Utc)).DateTime);
}
