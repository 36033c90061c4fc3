namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What of a published forecast still lies ahead.</summary>
public static class ForecastDays
{
    /// <summary>The forecast from a day on.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="day">First day wanted; one before the forecast leaves it as it is.</param>
    /// <returns>The days from then on; null where all have passed.</returns>
    public static StoredForecast? From(this StoredForecast forecast, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        var past = forecast.AgeOn(day);
        return past == 0 ? forecast : past >= forecast.Mean.Length ? null : forecast with
        {
            First = day,
            Mean = forecast.Mean[past..],
            Quantiles = Array.ConvertAll(forecast.Quantiles, quantile => quantile[past..]),
            Level = forecast.Level[past..],
            Recent = forecast.Recent.Length > past ? forecast.Recent[past..] : [],
            Calendar = forecast.Calendar?[past..],
            Price = forecast.Price?[past..],
        };
    }

    /// <summary>Days of a forecast that have passed, 0 or more.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="day">Today.</param>
    public static int AgeOn(this StoredForecast forecast, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return Math.Max(0, day.DayNumber - forecast.First.DayNumber);
    }
}
