namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Mean of the last few seasons at the same position, each taken against its own level, on the level of the last season.</summary>
internal sealed class SeasonalMeanMethod(bool isShortest) : IForecastMethod
{
    private const int MostSeasons = 6;

    public string Name => isShortest ? "seasonal-mean-short" : "seasonal-mean-long";

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        var values = history.Values;
        if (history.Seasons.Count == 0 || (isShortest && history.Seasons.Count == 1))
        {
            return false;
        }

        var season = isShortest ? history.Seasons[0] : history.Seasons[^1];
        var seasons = Math.Min(MostSeasons, values.Length / season);
        var level = MovingAverage.Last(values, season);
        forecast.Fill(level);
        for (var s = 1; s <= seasons; s++)
        {
            var past = values.AsSpan(values.Length - (s * season), season);
            var own = MovingAverage.Last(past, season);
            for (var h = 0; h < forecast.Length; h++)
            {
                forecast[h] += (past[h % season] - own) / seasons;
            }
        }

        return seasons > 1;
    }
}
